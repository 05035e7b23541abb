/** What somebody sees who tries the demo: from the printed address to a commit that arrives, and nothing is left. */

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { openBrowser, type OpenBrowser, type OpenPage } from '../../packages/server/src/test-support/browser.ts';
import { gitPlayground, type GitPlayground } from '../../packages/server/src/test-support/git-playground.ts';
import {
  programPlace,
  type ProgramPlace,
  type RunningProgram,
} from '../../packages/server/src/test-support/program.ts';

/** For one condition: a slow machine with two processors, and pages that look every 15 seconds. */
const patience = 60_000;
const wholeTest = { timeout: 3 * patience } as const;
const triggerSecret = 'the-trigger-secret-of-this-journey-0123456789';

/** Texts that a careless page would run, turn around or break. */
const hostile = {
  html: 'DOOR-1 <img src=x onerror="document.title=1"><b>bold</b> & "quotes"',
  rightToLeft: 'DOOR-2 \u05e9\u05dc\u05d5\u05dd \u202ereversed',
  emoji: 'DOOR-3-\u{1f6aa}-knock',
} as const;

let repository: GitPlayground;
let place: ProgramPlace;
let demo: RunningProgram;
let browser: OpenBrowser;
let pagesUrl: string;
let signInUrl: string;
let jiraUrl: string;
const opened: OpenPage[] = [];

async function makeRepository(): Promise<GitPlayground> {
  const git = await gitPlayground();
  await git.commit('Begin', { 'README.md': 'doors\n' });
  await git.commit(`${hostile.html}\n\nA body of its own.`, {
    'src/door.ts': 'one\ntwo\nthree\n',
    'src/bell.ts': 'ding\n',
  });
  await git.tag('v1.0', 'First release');
  await git.commit(hostile.rightToLeft, { 'src/door.ts': 'one\n2\nthree\n' }, { author: 'Mallory & "our" Sons' });
  await git.tag('v1.1');
  await git.branch(hostile.emoji);
  await git.commit('DOOR-3 Knock before entering', { 'src/knock.ts': 'knock\nknock\n' });
  await git.branch('feature/DOOR-1-handle');
  await git.checkout('main');
  return git;
}

async function openPage(path: string, look: Parameters<OpenBrowser['openPage']>[0] = {}): Promise<Page> {
  const one = await browser.openPage(look);
  opened.push(one);
  const { page } = one;
  page.setDefaultTimeout(patience);
  await page.goto(signInUrl);
  await page.getByRole('heading', { name: '1 repository up to date' }).waitFor();
  if (path !== '/') await page.goto(new URL(path, pagesUrl).href);
  return page;
}

beforeAll(async () => {
  [repository, place, browser] = await Promise.all([makeRepository(), programPlace(), openBrowser()]);
  demo = place.start(['demo', repository.path], { env: { BRANCHLINE_TRIGGER_SECRET: triggerSecret } });
  [, signInUrl = '', pagesUrl = ''] = await demo.untilSaid(/Open {2}((http:\/\/127\.0\.0\.1:\d+)\/sign-in#token=\S+)/);
  [, jiraUrl = ''] = await demo.untilSaid(/Jira {2}(http:\/\/127\.0\.0\.1:\d+)/);
}, wholeTest.timeout);

afterAll(async () => {
  await browser.close();
  await place.remove();
  await repository.remove();
});

describe('the demo', () => {
  it('opens at the printed address, with what was found and sent', wholeTest, async () => {
    const page = await openPage('/');
    expect(new URL(page.url()).hash).toBe('');
    await page.getByText('3 issues').waitFor();
    await page.getByText('Everything sent').waitFor();
    // Three commits and two branches.
    await page.getByText('5 entries in Jira').waitFor();
  });

  it('lists issues, and finds one by the beginning of its key', wholeTest, async () => {
    const page = await openPage('/');
    await page.getByRole('link', { name: '3 issues' }).click();
    const keys = page.getByRole('link', { name: /^DOOR-\d$/ });
    await page.getByText('1 commit, 1 branch').first().waitFor();
    expect((await keys.allInnerTexts()).sort()).toEqual(['DOOR-1', 'DOOR-2', 'DOOR-3']);
    await page.keyboard.press('/');
    await page.keyboard.type('door-2');
    await page.getByRole('link', { name: 'DOOR-1' }).waitFor({ state: 'detached' });
    expect(await keys.allInnerTexts()).toEqual(['DOOR-2']);
    expect(page.url()).toContain('search=door-2');
  });

  it(
    'shows an issue with commits, files, lines, branches and tags, every text as it was written',
    wholeTest,
    async () => {
      const page = await openPage('/issues/DOOR-1');
      await page.getByText('1 commit and 1 branch in 1 repository').waitFor();
      await page.getByText(hostile.html, { exact: true }).waitFor();
      await page.getByText('feature/DOOR-1-handle', { exact: true }).waitFor();
      await page.getByText('in v1.0 and 1 later tag').waitFor();
      await page.getByText('Whole message').click();
      await page.getByText('A body of its own.').waitFor();
      await page.getByText('2 files').click();
      await page.getByText('src/door.ts').waitFor();
      expect(await page.getByTitle('4 lines added').innerText()).toBe('+4');
      expect(await page.getByTitle('3 lines added').innerText()).toBe('+3');
      await page.getByText('2 tags contain this work').click();
      await page.getByText('v1.1', { exact: true }).waitFor();
      expect(await page.title()).toBe('DOOR-1 · Branchline');
      expect(await page.locator('img[src="x"]').count()).toBe(0);
    },
  );

  it('keeps right-to-left texts and emoji in their places', wholeTest, async () => {
    const page = await openPage('/issues/DOOR-2', { width: 320 });
    await page.getByText(hostile.rightToLeft.replace('\u202e', '[U+202E]'), { exact: true }).waitFor();
    await page.getByText('Mallory & "our" Sons', { exact: true }).waitFor();
    await page.goto(new URL('/issues/DOOR-3', pagesUrl).href);
    await page.getByText(hostile.emoji, { exact: true }).waitFor();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
    await page.getByRole('button', { name: 'Menu' }).click();
    const end = await page.getByRole('link', { name: 'Explain' }).boundingBox();
    expect((end?.x ?? 0) + (end?.width ?? 321)).toBeLessThanOrEqual(320);
  });

  it('reads a repository again, pauses it and lets it go on', wholeTest, async () => {
    const page = await openPage('/');
    // The integration is called the same, which has a page of its own.
    await page.locator('a[href="/repositories/1"]').first().click();
    await page.getByRole('heading', { name: 'work Up to date' }).waitFor();
    await page.getByText('3 of 4').waitFor();
    await page.getByRole('button', { name: 'Pause' }).click();
    await page.getByText('Paused by a person.').waitFor();
    await page.getByRole('button', { name: 'Resume' }).click();
    await page.getByRole('heading', { name: 'work Up to date' }).waitFor();
    await page.getByRole('button', { name: 'Reindex' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Reindex' }).click();
    const reindexing = page.getByRole('listitem').filter({ hasText: /reindex · / });
    await reindexing.getByText('Done').first().waitFor();
    expect(await reindexing.getByText('4 commits read, 3 commits linked').count()).toBe(1);
  });

  it('shows what was sent to the Jira site', wholeTest, async () => {
    const page = await openPage('/');
    await page.getByRole('link', { name: 'Demo Jira' }).click();
    await page.getByRole('heading', { name: 'Demo Jira' }).waitFor();
    const row = page.getByRole('row').filter({ has: page.getByRole('link', { name: 'work' }) });
    await row.getByRole('cell').first().waitFor();
    expect(await row.getByRole('cell').allInnerTexts()).toEqual(['5', '0', '0']);
  });

  it('brings development information to Jira, and the panel into its page', wholeTest, async () => {
    const page = await openPage('/', { colors: 'dark' });
    await page.getByText('5 entries in Jira').waitFor();
    await page.goto(jiraUrl);
    await page.getByRole('link', { name: 'DOOR-1' }).click();
    await page.getByText('1 branch, 1 commit', { exact: true }).click();
    await page.getByText(hostile.html, { exact: true }).waitFor();
    const panel = page.frameLocator('iframe[title="Git"]');
    await panel.getByText(hostile.html, { exact: true }).waitFor();
    await panel.getByText('in v1.0 and 1 later tag').waitFor();
    expect(await panel.getByText('Sign in').count()).toBe(0);
  });

  it('shows a new commit without a reload when the trigger is told', wholeTest, async () => {
    const page = await openPage('/issues/DOOR-4');
    await page.getByText('Nothing names DOOR-4 yet').waitFor();
    await repository.commit('DOOR-4 Oil the hinges', { 'src/hinge.ts': 'oil\n' });
    const answer = await fetch(`${pagesUrl}/api/v1/triggers`, {
      method: 'POST',
      headers: { authorization: `Bearer ${triggerSecret}`, 'content-type': 'application/json' },
      body: JSON.stringify({ cloneUrl: repository.path }),
    });
    expect(await answer.json()).toMatchObject({ note: 'Queued: work.' });
    await page.getByText('DOOR-4 Oil the hinges', { exact: true }).waitFor();
    await page.getByText('on main').waitFor();
    await page.goto(`${jiraUrl}/browse/DOOR-4`);
    await page.getByText('1 commit', { exact: true }).waitFor();
  });

  it('asks nobody but its own two servers, and complains of nothing', () => {
    const origins = new Set(opened.flatMap(({ requested }) => requested.map((address) => new URL(address).origin)));
    expect([...origins].sort()).toEqual([jiraUrl, pagesUrl].sort());
    for (const one of opened) one.expectNoErrors();
  });

  it('ends with Ctrl-C and removes everything it made', wholeTest, async () => {
    demo.signal('SIGINT');
    const { code, stderr } = await demo.ended;
    const complaints = stderr.replace('branchline: building the web app\n', '');
    expect({ code, complaints }).toEqual({ code: 0, complaints: '' });
    expect(await place.leftBehind()).toEqual({ processes: [], files: [] });
  });
});
