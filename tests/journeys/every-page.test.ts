/** Looks at every page, light and dark, wide and narrow: nothing complains, nothing comes from elsewhere, all can use it. */

import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildPages } from '../../packages/server/src/commands/build-pages.ts';
import { openBrowser, type OpenBrowser, type OpenPage } from '../../packages/server/src/test-support/browser.ts';
import { actingExample } from '../../packages/server/src/test-support/acting-example.ts';
import { busyIssueExample } from '../../packages/server/src/test-support/busy-issue-example.ts';
import { changedExample } from '../../packages/server/src/test-support/changed-example.ts';
import { checkAccessibility } from '../../packages/server/src/test-support/check-accessibility.ts';
import { mirrorExample } from '../../packages/server/src/test-support/mirror-example.ts';
import {
  accessToken,
  addExamples,
  startTestServer,
  type TestServer,
} from '../../packages/server/src/test-support/test-server.ts';
import { pageTable } from './page-table.ts';

/** For one page on a slow machine. */
const patience = { timeout: 60_000 } as const;
/** Taken for people to look at, when they ask for them: four of each page take longer than all that is checked. */
const screenshots =
  process.env['BRANCHLINE_TEST_SCREENSHOTS'] === 'yes' ? resolve('.artifacts/screenshots') : undefined;
const widths = { wide: 1280, phone: 360 } as const;
const height = 800;
/** Of scripts that the first page asks for, as they travel, in bytes. */
const firstLoadLimit = 250_000;

let test: TestServer;
let browser: OpenBrowser;
let url: string;

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
  await mirrorExample(test);
  await busyIssueExample(test, await changedExample(test));
  await actingExample(test);
  await test.server.listen({ host: '127.0.0.1', port: 0 });
  url = `http://127.0.0.1:${(test.server.server.address() as AddressInfo).port}`;
}, 120_000);

afterAll(async () => {
  await browser.close();
  await test.stop();
});

describe('every page', () => {
  let opened: OpenPage;
  beforeAll(async () => {
    opened = await browser.openPage();
    await opened.page.goto(`${url}/sign-in#token=${accessToken}`);
    await opened.page.getByRole('heading', { name: pageTable[0]?.heading ?? '', level: 1 }).waitFor();
  });
  afterAll(() => opened.page.context().close());

  /** The page as it lies there, in both colours; the width is as it was set. */
  async function photograph(name: string): Promise<void> {
    if (screenshots === undefined) return;
    for (const colors of ['light', 'dark'] as const) {
      await opened.page.emulateMedia({ colorScheme: colors });
      await opened.screenshot(join(screenshots, `${name}-${colors}.png`));
    }
  }

  it.each(pageTable)('$name', patience, async ({ name, path, heading, dialog }) => {
    const { page, errors, requested } = opened;
    const [errorsBefore, requestsBefore] = [errors.length, requested.length];
    await page.setViewportSize({ width: widths.wide, height });
    await page.emulateMedia({ colorScheme: 'light' });
    await page.goto(url + path);
    await page.getByRole('heading', { name: heading, level: 1 }).waitFor();
    if (dialog !== undefined) await page.getByRole('dialog', { name: dialog }).waitFor();
    await expect.poll(() => page.locator('.skeleton').count()).toBe(0);
    expect(await checkAccessibility(page)).toEqual([]);
    await photograph(name);
    // Of what the rules look at, contrast alone is another in the dark.
    await page.emulateMedia({ colorScheme: 'dark' });
    expect(await checkAccessibility(page, ['color-contrast'])).toEqual([]);
    await page.setViewportSize({ width: widths.phone, height });
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(widths.phone);
    await photograph(`${name}-phone`);
    expect(errors.slice(errorsBefore)).toEqual([]);
    expect(requested.slice(requestsBefore).filter((asked) => !asked.startsWith(url))).toEqual([]);
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
