import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBrowser } from './browser.ts';
import type { OpenBrowser } from './browser.ts';

let browser: OpenBrowser;
let folder: string;

beforeAll(async () => {
  browser = await openBrowser();
  folder = await mkdtemp(join(tmpdir(), 'browser-test-'));
});

afterAll(async () => {
  await browser.close();
  await rm(folder, { recursive: true, force: true });
});

describe('openBrowser', () => {
  it('opens pages that run scripts, in the colours asked for', async () => {
    const opened = await browser.openPage({ colors: 'dark', width: 360 });
    const { page } = opened;
    await page.setContent('<title>Hello</title><p>here</p>');
    expect(await page.title()).toBe('Hello');
    expect(await page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches && innerWidth")).toBe(360);
    opened.expectNoErrors();
    await page.context().close();
  });

  it('remembers what a page complained about', async () => {
    const opened = await browser.openPage();
    const { page } = opened;
    await page.setContent('<script>throw new Error("this is broken")</script>');
    expect(() => opened.expectNoErrors()).toThrow('this is broken');
    await page.context().close();
  });

  it('takes screenshots', async () => {
    const opened = await browser.openPage();
    const { page } = opened;
    await page.setContent('<p>look</p>');
    const path = await opened.screenshot(join(folder, 'deep', 'look.png'));
    expect((await readFile(path)).subarray(1, 4).toString()).toBe('PNG');
    await page.context().close();
  });
});
