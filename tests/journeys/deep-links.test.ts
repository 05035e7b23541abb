/**
 * Addresses that lead into every view, as somebody sends them or as Jira makes them: whoever is signed out signs in, and
 * is exactly there.
 */

import type { AddressInfo } from 'node:net';
import { resolve } from 'node:path';
import { forgeManifest } from '@branchline/forge-app';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildPages } from '../../packages/server/src/commands/build-pages.ts';
import { openBrowser, type OpenBrowser, type OpenPage } from '../../packages/server/src/test-support/browser.ts';
import { changedExample } from '../../packages/server/src/test-support/changed-example.ts';
import { mirrorExample } from '../../packages/server/src/test-support/mirror-example.ts';
import {
  accessToken,
  addExamples,
  startTestServer,
  type TestServer,
} from '../../packages/server/src/test-support/test-server.ts';

const patience = { timeout: 30_000 } as const;

/** What is there shows in a role and its name: the open tab, the open dialog, the heading. */
const links: readonly (readonly [
  address: string,
  role: 'heading' | 'tab' | 'dialog' | 'link',
  name: string | RegExp,
])[] = [
  ['/issues/ABC-1', 'tab', 'Activity'],
  ['/issues/ABC-1?tab=commits', 'tab', 'Commits'],
  ['/issues/ABC-1?tab=roll-up&children=yes', 'tab', 'Roll-up'],
  ['/issues/ABC-1?tab=shipped', 'tab', 'Shipped?'],
  ['/issues/ABC-1?act=start-work', 'dialog', 'Start work on ABC-1'],
  ['/issues/ABC-1?act=merge&repository=1&pullRequest=12&tab=commits', 'dialog', 'It is not there any more'],
  ['/issues/ABC-1?act=approve&repository=1&pullRequest=12', 'dialog', 'It is not there any more'],
  ['/issues/ABC-1?act=delete-branch&repository=1&branch=ABC-1-%26-door', 'dialog', 'It is not there any more'],
  ['/create-branch?issue=ABC-1&repository=1', 'heading', 'Create a branch for ABC-1'],
  ['/create-pull-request?issue=ABC-1&repository=1&source=ABC-1-door', 'heading', /request for ABC-1$/u],
  ['/browse', 'heading', 'Code'],
  ['/browse/1?revision=first&path=README.md&view=code#L1-L2', 'heading', /code/u],
  ['/browse/1?path=README.md&view=blame#L2', 'heading', /code/u],
  ['/browse/1?path=README.md&view=history', 'heading', /code/u],
  ['/browse/1/commits?revision=main&links=unlinked&author=ada', 'heading', /code/u],
  ['/browse/2/commits/change', 'heading', 'changes'],
  ['/browse/1/branches?search=ma', 'heading', /code/u],
  ['/browse/1/tags?search=first', 'heading', /code/u],
  ['/browse/2/compare?base=begin&revision=merge&tab=people', 'heading', 'changes'],
  ['/browse/1/search?in=code&text=a+%26+%25+%22b%22&folder=src', 'heading', /code/u],
  ['/projects/ABC?repository=1&author=ada', 'heading', 'Commits of ABC'],
];

let test: TestServer;
let browser: OpenBrowser;
let opened: OpenPage;
let page: Page;
let url: string;

beforeAll(async () => {
  await buildPages();
  [test, browser] = await Promise.all([
    startTestServer({ pagesFolder: resolve('packages/web/dist'), frameAncestors: [] }),
    openBrowser(),
  ]);
  await addExamples(test);
  await mirrorExample(test);
  await changedExample(test);
  await test.server.listen({ host: '127.0.0.1', port: 0 });
  url = `http://127.0.0.1:${(test.server.server.address() as AddressInfo).port}`;
  opened = await browser.openPage();
  page = opened.page;
  page.setDefaultTimeout(20_000);
}, 120_000);
afterAll(async () => {
  await browser.close();
  await test.stop();
});

/** Opens an address signed out, and signs in on the page that comes. */
async function follow(address: string): Promise<URL> {
  await page.context().clearCookies();
  await page.goto(url + address);
  await page.locator('summary', { hasText: 'Sign in with the access token' }).click();
  await page.getByLabel('Access token').fill(accessToken);
  await page.getByRole('button', { name: 'Sign in with the token' }).click();
  await page.waitForURL((now) => now.pathname !== '/sign-in');
  return new URL(page.url());
}

describe('an address into a view', () => {
  it.each(links)('%s', patience, async (address, role, name) => {
    const there = await follow(address);
    const wanted = new URL(address, url);
    expect([there.pathname, there.hash]).toEqual([wanted.pathname, wanted.hash]);
    expect(new Map(there.searchParams)).toEqual(new Map(wanted.searchParams));
    const shown = page.getByRole(role, { name, ...(role === 'tab' ? { selected: true } : {}) }).first();
    await shown.waitFor();
    expect(await shown.isVisible()).toBe(true);
  });
});

describe("the address behind Jira's own button", () => {
  const summary = `a & b # 100% + "q" 'x' <b>?=/ \u{1f6aa} `;
  const summaries: readonly (readonly [what: string, text: string])[] = [
    ['with every character that means something in an address', summary],
    ['as long as a summary can be', `${summary}${'\u{1f6aa}\u00e9'.repeat(200)}`.slice(0, 255)],
  ];

  function filledIn(text: string): string {
    const { modules } = forgeManifest({ serverUrl: 'https://branchline.example' } as never);
    const [provider] = modules['devops:developmentInfoProvider'] as never as readonly {
      readonly actions: { readonly createBranch: { readonly urlTemplate: string } };
    }[];
    const template = provider?.actions.createBranch.urlTemplate ?? '';
    const address = template.replace('{issue.key}', 'ABC-1').replace('{issue.summary}', text);
    return address.replace('https://branchline.example', '');
  }

  it.each(summaries)('%s, encoded', patience, async (_what, text) => {
    const there = await follow(filledIn(encodeURIComponent(text)));
    expect(there.pathname).toBe('/create-branch');
    expect(there.searchParams.get('issue')).toBe('ABC-1');
    expect(there.searchParams.get('summary')).toBe(text);
    await page.getByRole('heading', { name: 'Create a branch for ABC-1' }).waitFor();
  });

  it.each(summaries)('%s, as it is', patience, async (_what, text) => {
    const there = await follow(filledIn(text));
    expect([there.pathname, there.searchParams.get('issue')]).toEqual(['/create-branch', 'ABC-1']);
    await page.getByRole('heading', { name: 'Create a branch for ABC-1' }).waitFor();
  });

  it('asks for the issue where no key came along', patience, async () => {
    await follow('/create-branch?issue=%7Bissue.key%7D&summary=%7Bissue.summary%7D');
    await page.getByRole('combobox', { name: 'Issue' }).waitFor();
    expect(opened.errors.filter((error) => !error.includes('Failed to load resource'))).toEqual([]);
  });
});
