/**
 * What a new administrator does: the printed link, a password, and the wizard, for a repository over https, for GitHub by
 * token and by OAuth, and for GitLab. By mouse on a wide light page, and by keyboard alone on a dark phone.
 */

import { join, resolve } from 'node:path';
import { Client } from 'pg';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildPages } from '../../packages/server/src/commands/build-pages.ts';
import { openBrowser, type OpenBrowser, type OpenPage } from '../../packages/server/src/test-support/browser.ts';
import {
  freePort,
  startFirstRunServices,
  type FirstRunServices,
} from '../../packages/server/src/test-support/first-run-services.ts';
import { handsOf, kindsOfHands, type Hands } from '../../packages/server/src/test-support/hands.ts';
import { programPlace, type ProgramPlace } from '../../packages/server/src/test-support/program.ts';
import { openTestStore, type TestStore } from '../../packages/server/src/test-support/test-store.ts';

const patience = { timeout: 120_000 } as const;
const screenshots = resolve('.artifacts/screenshots/first-run');
const looks = { mouse: { width: 1280, colors: 'light' }, keyboard: { width: 360, colors: 'dark' } } as const;

let browser: OpenBrowser;
let services: FirstRunServices;

beforeAll(async () => {
  await buildPages();
  [browser, services] = await Promise.all([openBrowser(), startFirstRunServices()]);
}, 120_000);

afterAll(async () => {
  await browser.close();
  await services.close();
});

describe.each(kindsOfHands)('a new administrator, by %s', (kind) => {
  let database: TestStore;
  let place: ProgramPlace;
  let opened: OpenPage;
  let page: Page;
  let hands: Hands;
  let address: string;
  let link: string;
  let shots = 0;

  beforeAll(async () => {
    [database, place] = await Promise.all([openTestStore(), programPlace()]);
    const port = await freePort();
    address = `http://127.0.0.1:${port}`;
    const program = place.start(['start'], {
      env: {
        DATABASE_URL: database.connectionString,
        BRANCHLINE_PORT: String(port),
        BRANCHLINE_URL: address,
        BRANCHLINE_ALLOW_PRIVATE_HOSTS: 'yes',
        BRANCHLINE_ALLOW_PLAIN_HTTP: 'yes',
      },
    });
    [, link = ''] = await program.untilSaid(/first administrator within a day at (\S+)/);
    opened = await browser.openPage(looks[kind]);
    page = opened.page;
    page.setDefaultTimeout(40_000);
    hands = handsOf(kind, page);
  }, 60_000);

  afterAll(async () => {
    await place.remove();
    await database.close();
  });

  const button = (name: string | RegExp) => page.getByRole('button', { name, exact: typeof name === 'string' });
  const field = (name: string | RegExp) => page.getByRole('textbox', { name });
  const heading = (name: string | RegExp) => page.getByRole('heading', { name }).first().waitFor();
  const task = () => page.locator('.wizard-task');

  async function shoot(name: string): Promise<void> {
    shots += 1;
    await opened.screenshot(join(screenshots, kind, `${String(shots).padStart(2, '0')}-${name}.png`));
  }

  async function rows(...tables: readonly string[]): Promise<number> {
    const client = new Client({ connectionString: database.connectionString });
    await client.connect();
    const counts = tables.map((table) => `(select count(*) from ${table})`).join(' + ');
    const { rows: found } = await client.query<{ sum: string }>(`select ${counts} as sum`);
    await client.end();
    return Number(found[0]?.sum);
  }

  async function chooseService(title: string): Promise<void> {
    await page.goto(`${address}/integrations/new`);
    await heading('Which Git service?');
    await hands.press(page.getByRole('radio', { name: title }));
    await hands.press(button('Continue'));
    await heading(/^.*Sign in to/);
  }

  /** What was typed is there again. */
  async function reload(there: Locator): Promise<void> {
    await page.reload();
    await there.waitFor();
  }

  async function checkAndGoOn(): Promise<void> {
    await hands.press(button('Check'));
    await button('Check again').waitFor();
    await hands.press(button('Continue'));
    await heading('Which repositories?');
  }

  async function connect(label: string): Promise<number> {
    await heading('Options');
    await hands.press(button(label));
    await page.waitForURL(/\/integrations\/\d+$/);
    return Number(page.url().split('/').at(-1));
  }

  /** The repositories of an integration, once all of them are up to date. */
  async function indexed(integration: number): Promise<readonly string[]> {
    const client = new Client({ connectionString: database.connectionString });
    await client.connect();
    const query = 'select name, state from repositories where integration_id = $1 order by name';
    const found = await expect
      .poll(async () => (await client.query<{ name: string; state: string }>(query, [integration])).rows, {
        timeout: 30_000,
      })
      .toSatisfy((all: { state: string }[]) => all.length > 0 && all.every(({ state }) => state === 'up-to-date'))
      .then(async () => (await client.query<{ name: string }>(query, [integration])).rows);
    await client.end();
    return found.map(({ name }) => name);
  }

  it('follows the printed link and chooses a password', patience, async () => {
    await page.goto(link.replace(/^https?:\/\/[^/]+/, address));
    await heading('Make the first administrator');
    await shoot('link');
    await hands.fill(field('Login'), 'ada@example.com');
    await hands.fill(page.getByLabel('Password'), 'a phrase of several words');
    await hands.press(button('Make the account and sign in'));
    const first = page.locator('main a[href="/integrations/new"]').first();
    await first.waitFor();
    await shoot('overview-empty');
    await hands.press(first);
    await heading('Which Git service?');
    await shoot('service');
    expect(await rows('accounts')).toBe(1);
  });

  it('connects a repository over https, of a server with a certificate of its own', patience, async () => {
    await hands.press(page.getByRole('radio', { name: /^Git One/ }));
    await reload(page.getByRole('radio', { name: /^Git One/, checked: true }));
    await hands.press(button('Continue'));
    await heading('Sign in to Git');
    await hands.fill(field('Clone URL'), services.ownUrl);
    await reload(field('Clone URL'));
    expect(await field('Clone URL').inputValue()).toBe(services.ownUrl);
    await hands.press(button('Check'));
    await page.getByRole('alert').waitFor();
    await shoot('certificate-refused');
    await hands.press(page.locator('summary', { hasText: 'Certificates and proxy' }));
    await hands.fill(field(/Certificates of your own authority/), services.certificate);
    await hands.press(button('Check'));
    await button('Check again').waitFor();
    await shoot('git-checked');
    await hands.press(button('Continue'));
    await reload(task().getByText('own', { exact: true }));
    await shoot('git-repositories');
    await hands.press(button('Continue'));
    await heading('Options');
    await hands.fill(field('Display name'), 'Our own');
    await reload(field('Display name'));
    expect(await field('Display name').inputValue()).toBe('Our own');
    await shoot('git-options');
    const id = await connect('Connect 1 repository');
    await shoot('git-connected');
    expect(await indexed(id)).toEqual(['own']);
    await page.goto(`${address}/repositories`);
    await hands.press(page.getByRole('link', { name: 'own', exact: true }).first());
    await heading(/own/);
    await page.getByText('Up to date').first().waitFor();
    await shoot('repository');
  });

  it('names a missing right, then connects what is ticked of GitHub by a token', patience, async () => {
    await chooseService('GitHub github.com');
    await hands.fill(field('Address'), services.hub.url);
    await hands.press(page.locator('summary', { hasText: 'More settings' }));
    await hands.fill(field(/Address of the API/), `${services.hub.url}/api`);
    await hands.press(page.getByRole('radio', { name: 'Personal access token' }));
    await shoot('github-sign-in');
    await hands.fill(page.getByLabel('Token', { exact: true }), 'ghp_bad');
    await hands.press(button('Check'));
    await page.getByRole('alert').waitFor();
    await hands.fill(page.getByLabel('Token', { exact: true }), 'ghp_poor');
    await hands.press(button('Check'));
    await task().getByText('repo', { exact: true }).waitFor();
    await shoot('github-missing-right');
    expect(await button('Continue').count()).toBe(0);
    await hands.press(button('Sign in differently'));
    await hands.fill(page.getByLabel('Token', { exact: true }), 'ghp_good');
    await checkAndGoOn();
    await page.getByRole('tree').waitFor();
    await reload(page.getByRole('treeitem', { name: /^docs/ }));
    const tree = page.getByRole('tree');
    if (kind === 'mouse') await page.getByRole('treeitem', { name: /^docs/ }).click();
    else {
      await tree.focus();
      await page.keyboard.type('docs');
      await page.keyboard.press('Space');
    }
    await page.getByText('2 repositories chosen').waitFor();
    await shoot('github-tree');
    await hands.press(button('Continue'));
    await heading('Options');
    await reload(button('Connect 2 repositories'));
    await shoot('github-options');
    expect(await indexed(await connect('Connect 2 repositories'))).toEqual(['acme/app', 'tools/build']);
  });

  it(
    'connects GitHub by OAuth, after the application was entered, as the account that is shown',
    patience,
    async () => {
      const client = `client-${kind}`;
      services.hub.state.oauthClients.push({
        id: client,
        name: 'Branchline',
        secret: 'secret',
        redirectUrls: [`${address}/oauth/callback`],
      });
      await chooseService('GitHub github.com');
      await hands.fill(field('Address'), services.hub.url);
      await hands.press(page.locator('summary', { hasText: 'More settings' }));
      await hands.fill(field(/Address of the API/), `${services.hub.url}/api`);
      await hands.press(page.getByRole('radio', { name: 'Sign in with GitHub' }));
      await hands.fill(field('Client id'), client);
      await hands.fill(page.getByLabel('Client secret'), 'secret');
      await shoot('oauth-application');
      await hands.press(button('Save the application'));
      await hands.press(button('Sign in with GitHub'));
      await page.waitForURL(/\/integrations\/new\?.*pending=/);
      await task()
        .getByText(/is connected to the same service as ada, too/)
        .waitFor();
      await shoot('oauth-account');
      await reload(task().getByText('ada').first());
      const before = page.url();
      await hands.press(button('Use another account'));
      await page.waitForURL((url) => url.searchParams.has('pending') && url.href !== before);
      await task().getByText('ada').first().waitFor();
      await hands.press(button('Continue'));
      await page.getByText('3 repositories chosen').waitFor();
      await hands.press(button('Continue'));
      expect(await indexed(await connect('Connect 3 repositories'))).toHaveLength(3);
    },
  );

  it('leaves nothing behind of what is cancelled among the repositories', patience, async () => {
    const tables = ['integrations', 'listed_repositories', 'repository_walks', 'repository_choices', 'sign_ins'];
    const before = await rows(...tables);
    await chooseService('GitLab.com gitlab.com');
    await hands.fill(field('Address'), services.lab.url);
    await hands.press(page.getByRole('radio', { name: 'Access token' }));
    await hands.fill(page.getByLabel('Token', { exact: true }), 'glpat-good');
    await checkAndGoOn();
    await page.getByRole('tree').waitFor();
    expect(await rows(...tables)).toBeGreaterThan(before);
    await hands.press(button('Cancel'));
    await page.waitForURL(`${address}/`);
    expect(await rows(...tables)).toBe(before);
    await page.goto(`${address}/integrations/new`);
    await heading('Which Git service?');
    expect(await page.getByRole('radio', { checked: true }).count()).toBe(0);
  });

  it('leaves the wizard, and goes on with GitLab another time', patience, async () => {
    await chooseService('GitLab.com gitlab.com');
    await hands.fill(field('Address'), services.lab.url);
    await hands.fill(page.getByLabel('Token', { exact: true }), 'glpat-good');
    await hands.press(button('Check'));
    await task().getByText('grace').first().waitFor();
    await page.goto(`${address}/integrations/new`);
    await page.getByText('GitLab.com as grace, begun and not connected').waitFor();
    await shoot('open-draft');
    await hands.press(button('Go on'));
    await hands.press(button('Continue'));
    await page.getByText('1 repository chosen').waitFor();
    await hands.press(button('Continue'));
    expect(await indexed(await connect('Connect 1 repository'))).toEqual(['team/site']);
    // The browser itself notes every answer that is no success, as were asked for above.
    expect(opened.errors.filter((error) => !error.includes('Failed to load resource'))).toEqual([]);
  });
});
