/** The page of the Forge app as Jira would show it: rendered for real, with a bridge of ours in place of Atlassian's. */

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import {
  exampleBranch,
  exampleCommit,
  exampleDevelopment,
  examplePullRequest,
  exampleRepository,
} from '../../packages/issue-panel/src/test-support/examples.ts';
import {
  openBrowser,
  type Look,
  type OpenBrowser,
  type OpenPage,
} from '../../packages/server/src/test-support/browser.ts';
import { programPlace, type ProgramPlace } from '../../packages/server/src/test-support/program.ts';

const server = 'https://git.example.com';
const host = 'https://app.cdn.example';
/** As strict as Jira's: nothing inline but what is named, nothing from elsewhere. */
const policy = "default-src 'none'; script-src 'self' 'nonce-bridge'; style-src 'self'; img-src 'self' data:";

/** Atlassian's bridge, as far as the page asks it, handing everything to the test. */
const bridge = `
export const view = {
  getContext: () => window.bridgeAsked('context'),
  theme: { enable: async () => { document.documentElement.dataset.colorMode = await window.bridgeAsked('theme'); } },
};
export const router = { open: (url) => window.bridgeAsked('open', url) };
export const invokeRemote = (request) => window.bridgeAsked('invoke', request);`;

const longName = `platform/${'very-long-repository-name-'.repeat(5)}end`;
const hostile = 'DEMO-1 <img src=x onerror="document.title=1"> \u05e9\u05dc\u05d5\u05dd \u202ereversed';
const full = exampleDevelopment({
  repositories: [
    exampleRepository({ id: 2, name: 'team/small', commits: [], commitCount: 0, tags: [] }),
    exampleRepository({
      name: longName,
      commits: [exampleCommit({ title: hostile, message: `${hostile}\n\nBody`, tags: ['v1.0'] })],
      branches: [exampleBranch({ name: 'DEMO-1-\u{1f6aa}-door', webUrl: 'https://code.example.com/tree/door' })],
      pullRequests: [examplePullRequest()],
      pullRequestCount: 1,
    }),
  ],
});

interface Scene {
  readonly moduleKey: string;
  readonly extension?: unknown;
  /** What our server answers, or an error of the bridge. */
  readonly answer?: unknown;
  readonly look?: Look;
}

let place: ProgramPlace;
let browser: OpenBrowser;
let folder: string;
const pages: OpenPage[] = [];

beforeAll(async () => {
  [place, browser] = await Promise.all([programPlace(), openBrowser()]);
  folder = join(place.folder, 'app');
  const { code, stderr } = await place.run(['forge', 'render', '--url', server, '--out', folder]);
  if (code !== 0) throw new Error(stderr);
});

afterEach(async () => {
  for (const { page } of pages.splice(0)) await page.context().close();
});

afterAll(async () => {
  await browser.close();
  await place.remove();
});

/** Everything the page asked the bridge, besides colours and place. */
interface Opened extends OpenPage {
  readonly asked: readonly unknown[];
}

async function open({ moduleKey, extension, answer, look = {} }: Scene): Promise<Opened> {
  const opened = await browser.openPage(look);
  pages.push(opened);
  const asked: unknown[] = [];
  const { page } = opened;
  await page.exposeFunction('bridgeAsked', (what: string, about: unknown) => {
    if (what === 'context') return { moduleKey, extension };
    if (what === 'theme') return look.colors ?? 'light';
    asked.push({ what, about });
    if (answer instanceof Error && what === 'invoke') throw answer;
    return what === 'invoke' ? { status: 200, headers: {}, body: answer } : undefined;
  });
  await page.route(`${host}/**`, async (route) => {
    const path = new URL(route.request().url()).pathname;
    const headers = { 'content-security-policy': policy };
    if (path === '/bridge.js') return route.fulfill({ contentType: 'text/javascript', body: bridge });
    const body = await readFile(join(folder, 'page', path), 'utf8');
    if (path.endsWith('.html')) return route.fulfill({ contentType: 'text/html', headers, body: withBridge(body) });
    return route.fulfill({ contentType: path.endsWith('.css') ? 'text/css' : 'text/javascript', body });
  });
  await page.goto(`${host}/index.html`);
  return { ...opened, asked };
}

/** Joining the page with the bridge is the rendered folder's own build; in a browser an import map does the same. */
function withBridge(document: string): string {
  const map = JSON.stringify({ imports: { '@forge/bridge': `${host}/bridge.js` } });
  return document.replace('<head>', `<head><script type="importmap" nonce="bridge">${map}</script>`);
}

const issue = { issue: { key: 'DEMO-1' }, project: { key: 'DEMO' } };
const asks = (path: string) => ({
  what: 'invoke',
  about: { path, method: 'GET', headers: { accept: 'application/json' } },
});

describe('the page inside Jira', () => {
  it('shows the panel of the issue that is open, and opens links through Jira', async () => {
    const opened = await open({ moduleKey: 'git-activity', extension: issue, answer: full });
    const { page } = opened;
    await page.getByText('1 commit, 1 branch and 1 pull request in 2 repositories').waitFor();
    expect(await page.title()).toBe('Branchline');
    await page.getByRole('link', { name: /DEMO-1-.*-door/u }).click();
    expect(opened.asked).toEqual([
      asks('/forge/api/v1/issues/DEMO-1/development'),
      { what: 'open', about: 'https://code.example.com/tree/door' },
    ]);
    expect(page.url()).toBe(`${host}/index.html`);
    expect(opened.requested.every((url) => url.startsWith(host))).toBe(true);
    opened.expectNoErrors();
  });

  it.each([
    ['light and wide', { colors: 'light', width: 900 }],
    ['dark and narrow', { colors: 'dark', width: 320 }],
  ] as const)('fits its frame: %s', async (_how, look) => {
    const { page } = await open({ moduleKey: 'git-context', extension: issue, answer: full, look });
    await page.getByText(longName).first().waitFor();
    const widths = await page.evaluate('[document.documentElement.scrollWidth, innerWidth]');
    expect(widths).toEqual([look.width, look.width]);
    const colour = await page.evaluate('getComputedStyle(document.documentElement).color');
    const lightness = Number(/\d+/u.exec(String(colour))?.[0]);
    expect(lightness > 128).toBe(look.colors === 'dark');
  });

  it('suggests a branch, says what is wrong with a name, and leads to Branchline', async () => {
    const known = { summary: 'Wait & see', type: 'Bug', status: 'To Do', url: 'https://jira.example/browse/DEMO-1' };
    const opened = await open({ moduleKey: 'create-branch', extension: issue, answer: { ...full, issue: known } });
    const { page } = opened;
    const name = page.getByLabel('Name of the branch');
    expect(await name.inputValue()).toBe('DEMO-1-wait-see');
    await name.fill('two words');
    await page.getByRole('alert').getByText('must not contain a blank').waitFor();
    await name.fill('other');
    await page.getByText('Without DEMO-1 in its name').waitFor();
    await page.getByText('git switch -c other').waitFor();
    const there = `${server}/create-branch?issue=DEMO-1&summary=Wait+%26+see`;
    await page.getByRole('button', { name: 'Choose a repository in Branchline' }).click();
    expect(opened.asked.at(-1)).toEqual({ what: 'open', about: there });
    await page.getByRole('button', { name: 'In team/small' }).click();
    expect(opened.asked.at(-1)).toEqual({ what: 'open', about: `${there}&repository=2` });
    opened.expectNoErrors();
  });

  it('lists the branches a pull request can come from, or helps to the first', async () => {
    const opened = await open({ moduleKey: 'create-pull-request', extension: issue, answer: full });
    await opened.page.getByRole('link', { name: /DEMO-1-.*-door/u }).waitFor();
    await opened.page.getByRole('button', { name: 'Open in Branchline' }).click();
    const there = `${server}/create-pull-request?issue=DEMO-1`;
    expect(opened.asked.at(-1)).toEqual({ what: 'open', about: there });
    await opened.page.getByRole('button', { name: 'Create pull request' }).click();
    const source = new URLSearchParams({ source: 'DEMO-1-\u{1f6aa}-door' }).toString();
    expect(opened.asked.at(-1)).toEqual({ what: 'open', about: `${there}&repository=1&${source}` });
    const merged = exampleDevelopment({
      repositories: [exampleRepository({ branches: [exampleBranch({ merged: true })] })],
    });
    const none = await open({ moduleKey: 'create-pull-request', extension: issue, answer: merged });
    await none.page.getByText('No branch names DEMO-1 yet').waitFor();
    await none.page.getByText('git switch -c DEMO-1').waitFor();
  });

  it("lists the project's issues", async () => {
    const line = { commitCount: 3, branchCount: 0, pullRequestCount: 1, repositoryCount: 1, latestAuthor: 'Ada' };
    const known = { issue: null, movedTo: null };
    const latest = { latestTitle: hostile, latestAt: '2026-03-09T10:00:00.000Z' };
    const answer = { issues: [{ key: 'DEMO-7', ...line, ...latest, ...known }], next: null };
    const opened = await open({ moduleKey: 'git-project', extension: { project: { key: 'DEMO' } }, answer });
    await opened.page.getByText('3 commits and 1 pull request').waitFor();
    await opened.page.getByRole('link', { name: /DEMO-7/u }).click();
    expect(opened.asked).toEqual([
      asks('/forge/api/v1/issues?search=DEMO-&limit=50'),
      { what: 'open', about: `${server}/issues/DEMO-7` },
    ]);
    const empty = { issues: [], next: null };
    const none = await open({ moduleKey: 'git-project', extension: { project: { key: 'DEMO' } }, answer: empty });
    await none.page.getByRole('heading', { name: 'Nothing names an issue of DEMO yet' }).waitFor();
    opened.expectNoErrors();
  });

  it('tells administrators that it is reached, or why it is not, and asks again', async () => {
    const empty = { issues: [], next: null };
    const well = await open({ moduleKey: 'git-admin', answer: empty });
    await well.page.getByText(`This Jira reaches Branchline at ${server}.`).waitFor();
    await well.page.getByRole('button', { name: 'Open Branchline' }).click();
    expect(well.asked.at(-1)).toEqual({ what: 'open', about: server });
    const ill = await open({ moduleKey: 'git-admin', answer: new Error('connect ETIMEDOUT') });
    await ill.page.getByRole('heading', { name: 'Jira got no answer from Branchline' }).waitFor();
    await ill.page.getByText('connect ETIMEDOUT').first().waitFor();
    await ill.page.getByRole('button', { name: 'Try again' }).click();
    await expect.poll(() => ill.asked.length).toBe(2);
  });

  it('shows a code that says who they are, once somebody asks for it', async () => {
    const endsAt = new Date(Date.now() + 10 * 60_000).toISOString();
    const { page, asked } = await open({ moduleKey: 'git-personal', answer: { jiraCode: 'ABCD-EFGH-JKMN', endsAt } });
    await page.getByRole('button', { name: 'Show a code' }).click();
    await page.getByText('ABCD-EFGH-JKMN').waitFor();
    await page.getByText('within 10 minutes').waitFor();
    expect(asked).toHaveLength(1);
    await page.getByRole('button', { name: 'Open your profile at Branchline' }).click();
    expect(asked.at(-1)).toEqual({ what: 'open', about: `${server}/profile` });
  });

  it("tells the server's own refusal in its words", async () => {
    const answer = { type: 'forbidden', title: 'You may not see this issue', status: 403, remedy: 'Ask its project.' };
    const { page } = await open({ moduleKey: 'git-activity', extension: issue, answer });
    await page.getByRole('heading', { name: 'You may not see this issue' }).waitFor();
    expect(await page.getByText('Ask its project.').count()).toBeGreaterThan(0);
  });

  it.each([
    ['personal settings', { moduleKey: 'git-personal' }, 'Git accounts'],
    ['a place it does not know', { moduleKey: 'newer' }, 'This page is older than the app'],
    ['an issue that Jira does not name', { moduleKey: 'git-activity' }, 'Jira did not say which issue this is'],
    ['a project that Jira does not name', { moduleKey: 'git-project' }, 'Jira did not say which project this is'],
  ])('has a word for %s', async (_what, scene, heading) => {
    const opened = await open(scene);
    await opened.page.getByRole('heading', { name: heading }).waitFor();
    expect(opened.asked).toEqual([]);
    opened.expectNoErrors();
  });
});
