/** Small pages without scripts, for moments in which the application is not there: a message, a code, and a form. */

import type { AppForm } from '../ports/git-service/sign-in.ts';

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escaped(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => entities[character] ?? character);
}

function page(title: string, content: string): string {
  return (
    '<!doctype html><html lang="en"><head><meta charset="utf-8">' +
    '<meta name="viewport" content="width=device-width, initial-scale=1">' +
    `<title>${escaped(title)} · Branchline</title></head>` +
    `<body><main><h1>${escaped(title)}</h1>${content}</main></body></html>`
  );
}

export function messagePage(title: string, text: string): string {
  return page(title, `<p>${escaped(text)}</p><p><a href="/">To Branchline</a></p>`);
}

/** Shown once, to whoever was at the service: typed where they set out, it says that it was them. */
export function codePage(code: string): string {
  const how = 'Type this code where you began, in Jira, within ten minutes:';
  const warning =
    'Did somebody send you the address that brought you here? Then close this page, and tell nobody the code.';
  return page('One step is left', `<p>${how}</p><p><strong>${escaped(code)}</strong></p><p>${warning}</p>`);
}

/** The person clicks, and the browser posts the form to the service. */
export function formPage(service: string, { action, fields }: AppForm): string {
  const inputs = Object.entries(fields).map(
    ([name, value]) => `<input type="hidden" name="${escaped(name)}" value="${escaped(value)}">`,
  );
  const words = `${service} shows what the app may do, and makes it when you agree.`;
  const button = `<button type="submit">Go on to ${escaped(service)}</button>`;
  const form = `<form method="post" action="${escaped(action)}">${inputs.join('')}${button}</form>`;
  return page(`Register an app at ${service}`, `<p>${escaped(words)}</p>${form}`);
}
