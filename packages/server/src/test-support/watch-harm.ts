/** Watches what texts of others do in a browser: whether anything ran, was refused by the policy, or became markup. */

import type { Frame, Page } from 'playwright-core';

export interface HarmWatch {
  /** Everything so far, in words; empty when nothing happened. */
  readonly harm: readonly string[];
  /** Looks through what all frames of the page show now, and adds what is wrong there to `harm`. */
  look(): Promise<void>;
}

/** Before anything of a page runs: reports of its policy go to the test. */
const listen = `document.addEventListener('securitypolicyviolation', (event) => window.tellHarm(
  'the policy ' + event.effectiveDirective + ' was violated by ' + event.blockedURI + ' ' + event.sample), true);`;

/**
 * Links lead to web pages, or to the programs that our own buttons open; everything that loads by itself comes from
 * where the page is; no element has a handler; and no text is shown with characters that turn it around.
 */
const lookThrough = `(() => {
  const found = [];
  if (window.hacked !== undefined) found.push('script ran: ' + window.hacked);
  if (getComputedStyle(document.body).display === 'none') found.push('the page was hidden');
  const short = (element) => element.outerHTML.slice(0, 200);
  const links = ['http:', 'https:', 'vscode:', 'vscode-insiders:', 'gitkraken:'];
  for (const element of document.querySelectorAll('*')) {
    if (element.localName === 'script' && element.type !== 'importmap' && !element.src.startsWith(location.origin + '/'))
      found.push('a script: ' + short(element));
    if (['object', 'embed', 'base', 'math'].includes(element.localName)) found.push('an element: ' + short(element));
    for (const { name, value } of element.attributes) {
      if (/^on/iu.test(name)) found.push('a handler: ' + short(element));
      if (!['href', 'src', 'action', 'formaction', 'xlink:href', 'srcdoc', 'data', 'poster'].includes(name)) continue;
      const address = new URL(value, location.href);
      const isLink = element.localName === 'a' || element.localName === 'area';
      const isFine = isLink
        ? links.includes(address.protocol)
        : address.origin === location.origin || (element.localName === 'img' && value.startsWith('data:image/'));
      if (!isFine) found.push('an address: ' + short(element));
    }
  }
  const deceiving = /[\\u202A-\\u202E\\u2066-\\u2069\\u0000-\\u0008\\u000B\\u000C\\u000E-\\u001F\\u007F]/u;
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const { parentElement, data } = texts.currentNode;
    if (['SCRIPT', 'STYLE', 'TEXTAREA'].includes(parentElement.tagName)) continue;
    if (deceiving.test(data)) found.push('characters that deceive: ' + short(parentElement.parentElement));
  }
  for (const element of document.querySelectorAll('[title]'))
    if (deceiving.test(element.title)) found.push('a title that deceives: ' + short(element));
  return found;
})()`;

export async function watchHarm(page: Page): Promise<HarmWatch> {
  const harm: string[] = [];
  await page.exposeFunction('tellHarm', (what: string) => void harm.push(what));
  await page.addInitScript({ content: listen });
  page.on('dialog', (dialog) => {
    harm.push(`a dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('popup', (opened) => void harm.push(`a window: ${opened.url()}`));
  page.on('download', (download) => void harm.push(`a download: ${download.url()}`));
  page.on('pageerror', (error) => void harm.push(`an error: ${String(error)}`));
  async function lookAt(frame: Frame): Promise<void> {
    harm.push(...(await frame.evaluate<string[]>(lookThrough)));
  }
  return {
    harm,
    async look() {
      for (const frame of page.frames()) await lookAt(frame);
    },
  };
}
