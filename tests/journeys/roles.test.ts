/** Somebody new is let in by a link, is careful with a second factor, and comes only where their role lets them. */

import type { AddressInfo } from 'node:net';
import { join, resolve } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildPages } from '../../packages/server/src/commands/build-pages.ts';
import { exampleCode } from '../../packages/server/src/test-support/account-examples.ts';
import { openBrowser, type OpenBrowser, type OpenPage } from '../../packages/server/src/test-support/browser.ts';
import { handsOf, kindsOfHands, type Hands } from '../../packages/server/src/test-support/hands.ts';
import {
  accessToken,
  addExamples,
  startTestServer,
  type TestServer,
} from '../../packages/server/src/test-support/test-server.ts';

const screenshots = resolve('.artifacts/screenshots');
const password = 'a phrase of several words';
/** What nobody below an administrator sees, and nobody below a manager. */
const places = {
  administrators: ['/people', '/people/1', '/access', '/audit-log'],
  managers: ['/repositories', '/repositories/1', '/jira-sites', '/explain'],
} as const;

let test: TestServer;
let browser: OpenBrowser;
let url: string;

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

function heading(page: Page, name: string | RegExp) {
  return page.getByRole('heading', { name, level: 1 }).waitFor();
}

/** On the page that asks for it. */
async function signIn(page: Page, hands: Hands, login: string): Promise<void> {
  await hands.fill(page.getByLabel('Login'), login);
  await hands.fill(page.getByLabel('Password'), password);
  await hands.press(page.getByRole('button', { name: 'Sign in', exact: true }));
  await hands.fill(page.getByLabel('Code', { exact: true }), exampleCode);
  await hands.press(page.getByRole('button', { name: 'Sign in', exact: true }));
}

async function expectRefused(page: Page, paths: readonly string[], needed: string): Promise<void> {
  for (const path of paths) {
    await page.goto(url + path);
    await page.getByRole('heading', { name: `This page is for ${needed}` }).waitFor();
    await page.getByText('Whoever administers Branchline can change your role').waitFor();
  }
}

describe.each(kindsOfHands)('by %s', (kind) => {
  const login = `mira-${kind}@example.org`;
  let administrator: OpenPage;
  let member: OpenPage;
  let link: string;
  beforeAll(async () => {
    [administrator, member] = await Promise.all([browser.openPage(), browser.openPage()]);
  });
  afterAll(() => Promise.all([administrator, member].map(({ page }) => page.context().close())));

  it('an administrator adds a member, and is shown a link once', { timeout: 30_000 }, async () => {
    const { page } = administrator;
    const hands = handsOf(kind, page);
    await page.goto(`${url}/sign-in?next=/access#token=${accessToken}`);
    await heading(page, 'Access');
    await hands.press(page.getByRole('button', { name: 'Add an account' }));
    await hands.fill(page.getByLabel('Name'), 'Mira');
    await hands.fill(page.getByLabel('Login'), login);
    await hands.choose(page.getByLabel('Role'), 'member');
    await hands.press(page.getByRole('button', { name: 'Add the account' }));
    const shown = page.locator('output code');
    await shown.waitFor();
    link = (await shown.textContent()) ?? '';
    expect(link).toMatch(/^https:\/\/branchline\.example\/link#\S{40,}$/u);
    await administrator.screenshot(join(screenshots, `access-link-${kind}.png`));
    await page.goto(`${url}/access`);
    await page.getByText(login).waitFor();
    expect(await page.locator('output code').count()).toBe(0);
  });

  it('who chooses a password, sets up a second factor, and signs in with it', { timeout: 30_000 }, async () => {
    const { page } = member;
    const hands = handsOf(kind, page);
    await page.goto(link.replace('https://branchline.example', url));
    await hands.fill(page.getByLabel('Password'), password);
    await hands.press(page.getByRole('button', { name: 'Save the password and sign in' }));
    await heading(page, 'Issues');
    await page.getByText('Nobody knows yet which issues are for you').waitFor();
    await page.goto(`${url}/profile?tab=security`);
    await hands.press(page.getByRole('button', { name: 'Set up an app' }));
    await page.getByRole('img', { name: 'Square code' }).waitFor();
    await hands.fill(page.getByLabel('Code', { exact: true }), exampleCode);
    await hands.press(page.getByRole('button', { name: 'Use it from now on' }));
    await page.getByRole('heading', { name: 'Recovery codes' }).waitFor();
    expect(await page.locator('.code-list li').count()).toBe(10);
    await hands.press(page.getByRole('button', { name: 'I have kept them' }));
    await hands.press(page.getByRole('button', { name: 'Sign out' }));
    await heading(page, 'Sign in');
    await signIn(page, hands, login);
    await heading(page, 'Issues');
    // What the page still asked for at the moment of signing out.
    expect(member.errors.filter((error) => !error.includes('401'))).toEqual([]);
  });

  it('and sees their own places only', { timeout: 30_000 }, async () => {
    const { page } = member;
    const links = await page.getByRole('navigation', { name: 'Pages' }).getByRole('link').allTextContents();
    expect(links.map((text) => text.trim())).toEqual(['Issues', 'Code', 'My profile']);
    await expectRefused(page, places.administrators, 'administrators');
    await expectRefused(page, places.managers, 'managers and administrators');
    await page.goto(url);
    await heading(page, 'Issues');
  });

  it('as a manager sees all but people', { timeout: 30_000 }, async () => {
    const hands = handsOf(kind, administrator.page);
    await hands.press(administrator.page.getByRole('row', { name: login }).getByRole('button', { name: /^Change/u }));
    await hands.choose(administrator.page.getByLabel('Role'), 'manager');
    await hands.press(administrator.page.getByRole('button', { name: 'Save' }));
    await administrator.page.getByRole('row', { name: login }).getByText('manager').waitFor();
    const { page } = member;
    // The change has ended their session; where they were, they come back to.
    await page.goto(`${url}/repositories`);
    await heading(page, 'Sign in');
    await page.getByText('You are not signed in, or not any more.').waitFor();
    await signIn(page, handsOf(kind, page), login);
    await heading(page, 'Repositories');
    await expectRefused(page, places.administrators, 'administrators');
    expect(await page.getByRole('link', { name: 'People' }).count()).toBe(0);
  });
});
