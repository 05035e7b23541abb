/** Looks at every page, light and dark, wide and narrow: nothing complains, nothing comes from elsewhere, all can use it. */

import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildPages } from '../../packages/server/src/commands/build-pages.ts';
import { openBrowser, type OpenBrowser, type OpenPage } from '../../packages/server/src/test-support/browser.ts';
import { checkAccessibility } from '../../packages/server/src/test-support/check-accessibility.ts';
import {
  accessToken,
  addExamples,
  startTestServer,
  type TestServer,
} from '../../packages/server/src/test-support/test-server.ts';
import { pageTable } from './page-table.ts';

/** For one page on a slow machine. */
const patience = { timeout: 60_000 } as const;
const screenshots = resolve('.artifacts/screenshots');
const phoneWidth = 360;
const looks = [
  { look: 'light', width: 1280, colors: 'light' },
  { look: 'dark', width: 1280, colors: 'dark' },
  { look: 'phone-light', width: phoneWidth, colors: 'light' },
  { look: 'phone-dark', width: phoneWidth, colors: 'dark' },
] as const;
/** Of scripts that the first page asks for, as they travel, in bytes. */
const firstLoadLimit = 250_000;

let test: TestServer;
let browser: OpenBrowser;
let url: string;

async function signIn(look: Parameters<OpenBrowser['openPage']>[0]): Promise<OpenPage> {
  const opened = await browser.openPage(look);
  await opened.page.goto(`${url}/sign-in#token=${accessToken}`);
  await opened.page.getByRole('heading', { name: pageTable[0]?.heading ?? '', level: 1 }).waitFor();
  return opened;
}

/** How many bytes of a script come over the wire to whoever takes gzip. */
async function travelling(script: string): Promise<number> {
  const [answer] = (await once(get(script, { headers: { 'accept-encoding': 'gzip' } }), 'response')) as [
    IncomingMessage,
  ];
  expect(answer.headers['content-encoding']).toBe('gzip');
  let bytes = 0;
  for await (const chunk of answer as AsyncIterable<Buffer>) bytes += chunk.byteLength;
  return bytes;
}

beforeAll(async () => {
  await buildPages();
  [test, browser] = await Promise.all([
    startTestServer({ pagesFolder: resolve('packages/web/dist'), frameAncestors: [] }),
    openBrowser(),
  ]);
  await addExamples(test);
  await test.server.listen({ host: '127.0.0.1', port: 0 });
  url = `http://127.0.0.1:${(test.server.server.address() as AddressInfo).port}`;
}, 120_000);

afterAll(async () => {
  await browser.close();
  await test.stop();
});

describe.each(looks)('in $look', ({ look, width, colors }) => {
  let opened: OpenPage;
  beforeAll(async () => {
    opened = await signIn({ width, colors });
  });
  afterAll(() => opened.page.context().close());

  it.each(pageTable)('$name', patience, async ({ name, path, heading }) => {
    const { page, errors, requested } = opened;
    const [errorsBefore, requestsBefore] = [errors.length, requested.length];
    await page.goto(url + path);
    await page.getByRole('heading', { name: heading, level: 1 }).waitFor();
    await expect.poll(() => page.locator('.skeleton').count()).toBe(0);
    await opened.screenshot(join(screenshots, `${name}-${look}.png`));
    expect(errors.slice(errorsBefore)).toEqual([]);
    expect(requested.slice(requestsBefore).filter((asked) => !asked.startsWith(url))).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
    // What the rules find on a phone they find on a wide page, too.
    expect(width > phoneWidth ? await checkAccessibility(page) : []).toEqual([]);
  });
});

describe('the first load', () => {
  it('asks for little script', patience, async () => {
    const opened = await browser.openPage();
    await opened.page.goto(`${url}/sign-in#token=${accessToken}`);
    await opened.page.getByRole('heading', { level: 1, name: /repositor/u }).waitFor();
    const scripts = new Set(opened.requested.filter((asked) => asked.endsWith('.js')));
    const total = (await Promise.all([...scripts].map(travelling))).reduce((sum, bytes) => sum + bytes, 0);
    expect(total).toBeGreaterThan(10_000);
    expect(total).toBeLessThanOrEqual(firstLoadLimit);
    await opened.page.context().close();
  });
});
