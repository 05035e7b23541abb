/** The view of an issue in a real browser: on our own page, and in Jira, where what it asks reaches us by invocation tokens. */

import { join } from 'node:path';
import { moduleKeys } from '@branchline/forge-app';
import { startJiraSandbox, type JiraSandbox } from '@branchline/jira-sandbox';
import type { FrameLocator } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildPages } from '../../packages/server/src/commands/build-pages.ts';
import { openBrowser, type OpenBrowser, type OpenPage } from '../../packages/server/src/test-support/browser.ts';
import { checkAccessibility } from '../../packages/server/src/test-support/check-accessibility.ts';
import { freePort } from '../../packages/server/src/test-support/first-run-services.ts';
import { gitPlayground, type GitPlayground } from '../../packages/server/src/test-support/git-playground.ts';
import { until } from '../../packages/server/src/test-support/journey.ts';
import { programPlace, type ProgramPlace } from '../../packages/server/src/test-support/program.ts';
import { accessToken, triggerSecret } from '../../packages/server/src/test-support/test-server.ts';
import { startWholeProgram, type WholeProgram } from '../../packages/server/src/test-support/whole-program.ts';

const ada = { accountId: 'ada-1', name: 'Ada', email: 'ada@example.com' };
const ben = { accountId: 'ben-2', name: 'Ben', email: 'ben@example.com' };

let place: ProgramPlace;
let jira: JiraSandbox;
let git: GitPlayground;
let branchline: WholeProgram;
let browser: OpenBrowser;
let server: string;
let origin: string;

beforeAll(async () => {
  [place, git, browser] = await Promise.all([programPlace(), gitPlayground(), openBrowser()]);
  const folder = join(place.folder, 'app');
  const port = await freePort();
  server = `http://127.0.0.1:${port}`;
  const rendering = place.run(['forge', 'render', '--url', 'https://branchline.example', '--out', folder]);
  const forgePage = { folder: join(folder, 'page'), moduleKey: moduleKeys.activity };
  jira = await startJiraSandbox({ forgePage, projects: [{ key: 'ABC', name: 'Letters' }], people: [ada, ben] });
  await git.commit('ABC-1 Begin <img src=x onerror="document.title=1">', { 'src/door.ts': 'export const open = 1;\n' });
  origin = await git.bareOrigin();
  await git.branch('ABC-1-door');
  await git.push();
  branchline = await startWholeProgram({
    BRANCHLINE_FORGE_KEYS_URL: jira.forge.keySetUrl(),
    BRANCHLINE_URL: server,
    BRANCHLINE_PORT: String(port),
    BRANCHLINE_TRIGGER_SECRET: triggerSecret,
  });
  jira.forge.connect(branchline.address);
  const [{ code, stderr }] = await Promise.all([rendering, connect(), buildPages()]);
  if (code !== 0) throw new Error(stderr);
}, 120_000);
afterAll(async () => {
  await browser.close();
  await branchline.close();
  await git.remove();
  await jira.stop();
  await place.remove();
});

async function connect(): Promise<void> {
  const oauth = ['--client-id', jira.clientId, '--client-secret-variable', 'SECRET'];
  const secret = { SECRET: jira.clientSecret };
  await branchline.command(['jira-sites', 'add', jira.siteUrl, '--api-url', jira.url, ...oauth], secret);
  await branchline.command(['integrations', 'add', 'git', '--url', origin]);
  const grants = ['--projects', 'all', '--actions', 'see'];
  await branchline.command(['jira-sites', 'associate', '1', '--integration', '1', ...grants]);
  await until('Jira has the commit', async () =>
    jira.snapshot().repositories.some(({ commits }) => commits.length > 0),
  );
  await branchline.command(['jira-sites', 'forge', 'set', '1', '--app-id', jira.forge.appId]);
  await jira.forge.tellInstalled();
}

describe('our own page', () => {
  let opened: OpenPage;
  beforeAll(async () => {
    opened = await browser.openPage();
    await opened.page.goto(`${server}/sign-in#token=${accessToken}`);
    await opened.page.getByRole('heading', { level: 1, name: '1 repository up to date' }).waitFor();
    await opened.page.goto(`${server}/issues/ABC-1`);
  });
  afterAll(() => opened.page.context().close());

  async function pushed(message: string): Promise<void> {
    await git.commit(message, { 'src/bell.ts': `${message}\n` });
    await git.push();
    const headers = { authorization: `Bearer ${triggerSecret}`, 'content-type': 'application/json' };
    const body = JSON.stringify({ cloneUrl: origin });
    const answer = await fetch(`${server}/api/v1/triggers`, { method: 'POST', headers, body });
    expect(answer.status).toBe(202);
  }

  it('shows a push without being loaded anew, and what was unfolded stays so', async () => {
    const { page } = opened;
    const fold = page.locator('details').filter({ hasText: '1 file' });
    await fold.locator('summary').click();
    await page.evaluate('window.isStillThere = true');
    await pushed('ABC-1 Ring the bell');
    await page.getByText('ABC-1 Ring the bell').first().waitFor({ timeout: 60_000 });
    expect(await page.evaluate('window.isStillThere')).toBe(true);
    expect(await page.locator('details[open]').count()).toBe(1);
    expect(
      await page
        .locator('details[open]')
        .getByRole('button', { name: /door\.ts/u })
        .count(),
    ).toBe(1);
  });

  it('has its tabs in the address, and by keyboard alone', async () => {
    const { page } = opened;
    await page.getByRole('tab', { name: 'Activity' }).focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/issues\/ABC-1\?tab=commits$/u);
    await page.getByRole('button', { name: /door\.ts/u }).focus();
    await page.keyboard.press('Enter');
    await page.getByText('export const open = 1;').waitFor();
    await page.getByRole('checkbox', { name: 'Include sub-tasks and child issues' }).press(' ');
    await page.waitForURL(/children=yes/u);
    await page.reload();
    await page.getByText('There are no child issues that you can see.').or(page.locator('.bl-note')).first().waitFor();
    expect(await page.getByRole('tab', { selected: true }).textContent()).toBe('Commits');
    await page.goBack();
    await page.goBack();
    await page.waitForURL(/\/issues\/ABC-1$/u);
    expect(await page.getByRole('tab', { selected: true }).textContent()).toBe('Activity');
  });

  it.each(['', '?tab=commits', '?tab=roll-up', '?tab=shipped'])(
    'can be used by all, on a phone and in the dark: %s',
    async (tab) => {
      const { page } = opened;
      await page.goto(`${server}/issues/ABC-1${tab}`);
      await page
        .getByRole('tabpanel')
        .getByText(/2 commits|Both commits|Ring the bell/u)
        .first()
        .waitFor();
      expect(await checkAccessibility(page)).toEqual([]);
      await page.emulateMedia({ colorScheme: 'dark' });
      await page.setViewportSize({ width: 320, height: 800 });
      expect(await checkAccessibility(page)).toEqual([]);
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(320);
      await page.emulateMedia({ colorScheme: 'light' });
      await page.setViewportSize({ width: 1280, height: 800 });
      opened.expectNoErrors();
    },
  );
});

describe('in Jira', () => {
  let opened: OpenPage;
  let frame: FrameLocator;
  beforeAll(async () => {
    opened = await browser.openPage({ width: 900 });
    await opened.page.goto(`${jira.url}/browse/ABC-1`);
    frame = opened.page.frameLocator('iframe.panel');
  });
  afterAll(() => opened.page.context().close());

  it('shows the view of the issue, as on our own page', async () => {
    await frame.getByText('Begin <img src=x').first().waitFor();
    expect(await frame.getByRole('tab').allTextContents()).toEqual(['Activity', 'Commits', 'Roll-up', 'Shipped?']);
    expect(await frame.getByText('ABC-1-door', { exact: true }).count()).toBeGreaterThan(0);
    expect(await opened.page.title()).toContain('ABC-1');
  });

  it('shows what a commit changed, line by line', async () => {
    await frame.getByRole('tab', { name: 'Commits' }).click();
    await frame.getByRole('button', { name: /door\.ts/u }).click();
    await frame.getByText('export const open = 1;').waitFor();
    expect(await frame.getByRole('alert').count()).toBe(0);
  });

  it('rolls the commits up, and says where they have arrived', async () => {
    await frame.getByRole('tab', { name: 'Roll-up' }).click();
    await frame.getByText('2 commits changed 2 files in 1 repository').waitFor();
    await frame.getByRole('tab', { name: 'Shipped?' }).click();
    await frame.getByText(/1 of 2 commits is not on .* yet\./u).waitFor();
    expect(await frame.getByText('No tag contains any of these commits yet.').count()).toBe(1);
  });

  it('can be used by all, and nothing that somebody wrote has run', async () => {
    expect(await checkAccessibility(opened.page)).toEqual([]);
    opened.expectNoErrors();
    expect(opened.requested.filter((url) => !url.startsWith(jira.url))).toEqual([]);
  });

  it('opens what is to be done at Branchline, in a tab of its own', async () => {
    const { page } = opened;
    await page.context().route('https://branchline.example/**', (route) => route.fulfill({ body: 'Branchline' }));
    const [tab] = await Promise.all([
      page.context().waitForEvent('page'),
      frame.getByRole('button', { name: 'Create branch' }).click(),
    ]);
    await tab.waitForURL('https://branchline.example/create-branch?issue=ABC-1');
    expect(page.url()).toBe(`${jira.url}/browse/ABC-1`);
  });

  it('says to somebody who may not see the issue that there is nothing for them', async () => {
    jira.forbid(['BROWSE_PROJECTS'], { person: ben.accountId, issue: 'ABC-1' });
    const other = await browser.openPage();
    await other.page.goto(`${jira.url}/browse/ABC-1?as=${ben.accountId}`);
    const shown = other.page.frameLocator('iframe.panel');
    await shown.getByRole('alert').waitFor();
    expect(await shown.getByText('Begin').count()).toBe(0);
  });
});
