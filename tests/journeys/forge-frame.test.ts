/** An issue in Jira with the Forge app in it, in a real browser: what the page asks reaches the server by invocation tokens. */

import { join } from 'node:path';
import { moduleKeys } from '@branchline/forge-app';
import { startJiraSandbox, type JiraSandbox } from '@branchline/jira-sandbox';
import type { FrameLocator } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openBrowser, type OpenBrowser, type OpenPage } from '../../packages/server/src/test-support/browser.ts';
import { checkAccessibility } from '../../packages/server/src/test-support/check-accessibility.ts';
import { gitPlayground, type GitPlayground } from '../../packages/server/src/test-support/git-playground.ts';
import { until } from '../../packages/server/src/test-support/journey.ts';
import { programPlace, type ProgramPlace } from '../../packages/server/src/test-support/program.ts';
import { startWholeProgram, type WholeProgram } from '../../packages/server/src/test-support/whole-program.ts';

const ada = { accountId: 'ada-1', name: 'Ada', email: 'ada@example.com' };
const ben = { accountId: 'ben-2', name: 'Ben', email: 'ben@example.com' };
const server = 'https://branchline.example';

let place: ProgramPlace;
let jira: JiraSandbox;
let git: GitPlayground;
let branchline: WholeProgram;
let browser: OpenBrowser;
let opened: OpenPage;
let frame: FrameLocator;

beforeAll(async () => {
  [place, git, browser] = await Promise.all([programPlace(), gitPlayground(), openBrowser()]);
  const folder = join(place.folder, 'app');
  const rendering = place.run(['forge', 'render', '--url', server, '--out', folder]);
  const forgePage = { folder: join(folder, 'page'), moduleKey: moduleKeys.activity };
  jira = await startJiraSandbox({ forgePage, projects: [{ key: 'ABC', name: 'Letters' }], people: [ada, ben] });
  await git.commit('ABC-1 Begin <img src=x onerror="document.title=1">', { 'src/door.ts': 'export const open = 1;\n' });
  const origin = await git.bareOrigin();
  await git.branch('ABC-1-door');
  await git.push();
  branchline = await startWholeProgram({ BRANCHLINE_FORGE_KEYS_URL: jira.forge.keySetUrl() });
  jira.forge.connect(branchline.address);
  const [{ code, stderr }] = await Promise.all([rendering, connect(origin)]);
  if (code !== 0) throw new Error(stderr);
  opened = await browser.openPage({ width: 900 });
  await opened.page.goto(`${jira.url}/browse/ABC-1`);
  frame = opened.page.frameLocator('iframe.panel');
}, 120_000);
afterAll(async () => {
  await browser.close();
  await branchline.close();
  await git.remove();
  await jira.stop();
  await place.remove();
});

async function connect(origin: string): Promise<void> {
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
  await frame.getByText('1 commit changed 1 file in 1 repository').waitFor();
  await frame.getByRole('tab', { name: 'Shipped?' }).click();
  await frame.getByText(/The one commit is on .*, but in no release yet\./u).waitFor();
  expect(await frame.getByText('No tag contains any of these commits yet.').count()).toBe(1);
});

it('can be used by all, and nothing that somebody wrote has run', async () => {
  expect(await checkAccessibility(opened.page)).toEqual([]);
  opened.expectNoErrors();
  expect(opened.requested.filter((url) => !url.startsWith(jira.url))).toEqual([]);
});

it('opens what is to be done at Branchline, in a tab of its own', async () => {
  const { page } = opened;
  await page.context().route(`${server}/**`, (route) => route.fulfill({ body: 'Branchline' }));
  const [tab] = await Promise.all([
    page.context().waitForEvent('page'),
    frame.getByRole('button', { name: 'Create branch' }).click(),
  ]);
  await tab.waitForURL(`${server}/create-branch?issue=ABC-1`);
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
