/** Where whatever somebody else wrote is shown, and what is seen there: for the journey that opens all of it. */

import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import {
  attempts,
  hostileBranches,
  hostilePaths,
  type HostileService,
} from '../../packages/server/src/test-support/hostile-story.ts';

function words(search: Readonly<Record<string, string>>): string {
  return new URLSearchParams(search).toString();
}

const { script } = hostileBranches;
const compared = { base: hostileBranches.others[0], revision: script };
const file = (path: string, view: string, revision = script) =>
  `/browse/1?${words({ revision, ...(path === '' ? {} : { path, view }) })}`;
const found = (where: string, text: string) => `/browse/1/search?${words({ in: where, text, revision: script })}`;

/** A page of the installation that has looked into a hostile service. */
export interface HostileOpening {
  readonly name: string;
  readonly path: string | ((commits: HostileService) => string);
  /** What is there once the page is. */
  readonly shows: string | RegExp;
  /** What somebody does there then; ends when its outcome is to be seen. */
  readonly goOn?: (page: Page) => Promise<unknown>;
}

const diffShown = /export const a = /u;

const ofFiles: readonly HostileOpening[] = [
  { name: 'repositories to look into', path: '/browse', shows: 'team/app' },
  { name: 'files', path: file('', 'code'), shows: hostilePaths.link.slice(0, 10) },
  { name: 'a folder', path: `/browse/1?${words({ revision: script, path: 'src' })}`, shows: 'reversed.ts' },
  ...Object.values(hostilePaths).map((path) => {
    const there = path === hostilePaths.code ? `docs/${path}` : path;
    const shows = { [hostilePaths.drawing]: 'drawing.svg', [hostilePaths.long]: /<b onclick/u }[path] ?? /after/u;
    return { name: `the file ${JSON.stringify(path)}`, path: file(there, 'code'), shows };
  }),
  { name: 'a page by its authors', path: file(hostilePaths.page, 'blame'), shows: 'onload="window.hacked=8"' },
  {
    name: 'a reversed file by its authors',
    path: file(hostilePaths.reversed, 'blame'),
    shows: 'onload="window.hacked=8"',
  },
  { name: 'the history of a file', path: file(`docs/${hostilePaths.code}`, 'history'), shows: attempts.image },
  {
    name: 'a revision that is not there',
    path: `/browse/1?${words({ revision: attempts.image })}`,
    shows: /no such|not/u,
  },
  { name: 'a path that is not there', path: file(attempts.climbing, 'code'), shows: /no such|not|cannot/u },
];

const ofHistory: readonly HostileOpening[] = [
  { name: 'commits', path: `/browse/1/commits?${words({ revision: script })}`, shows: attempts.image },
  { name: 'branches', path: '/browse/1/branches', shows: script },
  { name: 'tags', path: '/browse/1/tags', shows: 'v1-<script>' },
  { name: 'branches to choose from', path: '/browse/1/branches', shows: script },
  {
    name: 'a commit',
    path: ({ change }) => `/browse/1/commits/${change}`,
    shows: attempts.style,
    async goOn(page) {
      await page.getByText(diffShown).first().waitFor();
      await page.getByRole('button', { name: 'Side by side' }).click();
      await page.locator('.bl-changed-word').first().waitFor();
      await scrollThrough(page);
      await page.getByRole('button', { name: 'Unified' }).click();
      await page.getByRole('button', { name: 'Whole file' }).first().click();
    },
  },
  { name: 'a commit that moved a file', path: ({ move }) => `/browse/1/commits/${move}`, shows: /^was <img/u },
  { name: 'a comparison', path: `/browse/1/compare?${words(compared)}`, shows: attempts.image },
  {
    name: 'issues of a comparison',
    path: `/browse/1/compare?${words({ ...compared, tab: 'issues' })}`,
    shows: attempts.drawing,
  },
  {
    name: 'files of a comparison',
    path: `/browse/1/compare?${words({ ...compared, tab: 'files' })}`,
    shows: diffShown,
  },
  {
    name: 'people of a comparison',
    path: `/browse/1/compare?${words({ ...compared, tab: 'people' })}`,
    shows: 'onload="window.hacked=8"',
  },
  { name: 'code', path: found('code', 'window.hacked'), shows: /window\.hacked/u },
  { name: 'paths', path: found('paths', 'onerror'), shows: /onerror/u },
  { name: 'messages', path: found('messages', '<script>'), shows: attempts.script },
  { name: 'commits of the project', path: '/projects/ABC', shows: attempts.image },
];

const ofIssues: readonly HostileOpening[] = [
  { name: 'issues', path: '/issues', shows: 'ABC-1' },
  ...['', '?tab=commits', '?tab=roll-up', '?tab=shipped', '?children=yes', '?tab=commits&children=yes'].map(
    (search) => ({
      name: `the issue ${search}`,
      path: `/issues/ABC-1${search}`,
      shows: search.includes('shipped') ? script : attempts.image,
    }),
  ),
  {
    name: 'lines in an issue',
    path: '/issues/ABC-1?tab=commits',
    shows: attempts.image,
    async goOn(page) {
      await page
        .getByRole('button', { name: /page\.html/u })
        .first()
        .click();
      await page
        .getByText(/<!doctype html>/u)
        .first()
        .waitFor();
    },
  },
  { name: 'the issue alone', path: '/embedded/issues/ABC-1', shows: script },
  { name: 'a key that is none', path: `/issues/${encodeURIComponent(attempts.image)}`, shows: /onerror|no issue|not/u },
  { name: 'an explanation', path: `/explain?${words({ about: attempts.script })}`, shows: attempts.script },
  { name: 'an explained branch', path: `/explain?${words({ about: script })}`, shows: script },
  { name: 'the repository', path: '/repositories/1', shows: 'team/app' },
  { name: 'the integration', path: '/integrations/1', shows: attempts.image },
  { name: 'the site', path: '/jira-sites/1?tab=projects', shows: attempts.closing },
  { name: 'the audit log', path: '/audit-log', shows: 'Who did what' },
];

const ofActing: readonly HostileOpening[] = [
  { name: 'create a branch', path: '/create-branch?issue=ABC-1&repository=1', shows: attempts.image },
  {
    name: 'create a pull request',
    path: `/create-pull-request?${words({ issue: 'ABC-1', repository: '1', source: script, target: 'main' })}`,
    shows: attempts.image,
    async goOn(page) {
      await page
        .locator('summary')
        .filter({ hasText: /\d+ files/u })
        .click();
      await page.getByText(diffShown).first().waitFor();
      expect(await page.getByLabel('Description').inputValue()).toContain(attempts.style);
    },
  },
  ...[`merge&repository=1&pullRequest=1`, `approve&repository=1&pullRequest=1`, `start-work`].map((act) => ({
    name: `the dialog of ${act}`,
    path: `/issues/ABC-1?act=${act}`,
    shows: attempts.image,
    goOn: (page: Page) => page.getByRole('dialog').waitFor(),
  })),
  {
    name: 'the dialog that deletes a branch of a name that deceives',
    path: `/issues/ABC-1?${words({ act: 'delete-branch', repository: '1', branch: `ABC-1-${attempts.turned}` })}`,
    shows: attempts.image,
    goOn: (page: Page) => page.getByRole('dialog').getByText('photo[U+202E]gnp.exe').first().waitFor(),
  },
  {
    name: 'the dialog that deletes a branch',
    path: `/issues/ABC-1?${words({ act: 'delete-branch', repository: '1', branch: script })}`,
    shows: attempts.image,
    goOn: (page: Page) => page.getByRole('dialog').getByText(script).first().waitFor(),
  },
];

/** Everything in a list that draws only what is in sight. */
async function scrollThrough(page: Page): Promise<void> {
  const box = page.locator('.bl-rows-box').first();
  for (let at = 0; at < 12; at += 1) {
    await box.evaluate((element) => void (element.scrollTop += element.clientHeight / 2));
    await page.waitForTimeout(0);
  }
}

export const hostileOpenings: readonly HostileOpening[] = [...ofFiles, ...ofHistory, ...ofIssues, ...ofActing];
