/** Who sees what, said on the page of a Jira site: the preview says how much, and exactly that comes to Jira and goes. */

import { startJiraSandbox, type JiraSandbox } from '@branchline/jira-sandbox';
import { loadContract } from '@branchline/jira-sandbox/contract';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildPages } from '../../packages/server/src/commands/build-pages.ts';
import { openBrowser, type OpenBrowser } from '../../packages/server/src/test-support/browser.ts';
import { gitPlayground, type GitPlayground } from '../../packages/server/src/test-support/git-playground.ts';
import { handsOf, kindsOfHands, type Hands } from '../../packages/server/src/test-support/hands.ts';
import { until } from '../../packages/server/src/test-support/journey.ts';
import { contractFolder } from '../../packages/server/src/test-support/start-test-jira.ts';
import { accessToken } from '../../packages/server/src/test-support/test-server.ts';
import { startWholeProgram, type WholeProgram } from '../../packages/server/src/test-support/whole-program.ts';

const patience = { timeout: 60_000 } as const;
const looks = { mouse: { width: 1280, colors: 'light' }, keyboard: { width: 360, colors: 'dark' } } as const;

let branchline: WholeProgram;
let jira: JiraSandbox;
let git: GitPlayground;
let browser: OpenBrowser;

/** Three commits and a branch of ABC, one commit of DEF, one of both. */
async function makeHistory(): Promise<string> {
  await git.commit('ABC-1 start', { 'README.md': 'Hello.' });
  await git.commit('ABC-2 go on');
  await git.commit('DEF-1 apart');
  await git.commit('ABC-3 DEF-2 together');
  await git.branch('ABC-4-topic');
  const origin = await git.bareOrigin();
  await git.push();
  return origin;
}

beforeAll(async () => {
  await buildPages();
  const contract = contractFolder === undefined ? undefined : loadContract(contractFolder);
  const projects = [
    { key: 'ABC', name: 'Letters' },
    { key: 'DEF', name: 'Definitely' },
  ];
  [jira, git, browser, branchline] = await Promise.all([
    startJiraSandbox({ contract, projects }),
    gitPlayground(),
    openBrowser(),
    startWholeProgram(),
  ]);
  const credentials = ['--client-id', jira.clientId, '--client-secret-variable', 'SECRET'];
  const account = ['--account-kind', 'scoped-api-token', '--token-variable', 'TOKEN'];
  await branchline.command(
    ['jira-sites', 'add', jira.siteUrl, '--api-url', jira.url, '--name', 'Ours', ...credentials, ...account],
    { SECRET: jira.clientSecret, TOKEN: jira.scopedApiToken },
  );
  await branchline.command(['integrations', 'add', 'git', '--name', 'Code', '--url', await makeHistory()]);
  await until('the repository is read and the projects are known', async () => {
    const [read, known] = await Promise.all([
      branchline.command(['repositories', 'list']),
      branchline.command(['jira-sites', 'projects', '1']),
    ]);
    return read.includes('up-to-date') && known.includes('Letters');
  });
}, 120_000);

afterAll(async () => {
  await browser.close();
  await branchline.close();
  await git.remove();
  await jira.stop();
  jira.expectNoViolations();
});

interface AtJira {
  readonly commits: number;
  readonly branches: number;
  readonly keys: readonly string[];
}

function atJira(): AtJira {
  const repositories = jira.snapshot().repositories;
  const commits = repositories.flatMap((repository) => repository.commits);
  const branches = repositories.flatMap((repository) => repository.branches);
  const keys = [...new Set([...commits, ...branches].flatMap((entity) => entity.keys))].sort();
  return { commits: commits.length, branches: branches.length, keys };
}

/** The numbers of a sentence such as “3 commits and 1 branch will appear in Jira”. */
async function foretold(page: Page, what: 'appear in' | 'vanish from'): Promise<Omit<AtJira, 'keys'>> {
  const sentence = page.getByText(`will ${what} Jira`);
  await sentence.waitFor();
  const said = (await sentence.textContent()) ?? '';
  const number = (pattern: RegExp) => Number(pattern.exec(said)?.[1] ?? 0);
  return { commits: number(/(\d+) commits?/u), branches: number(/(\d+) branch/u) };
}

async function save(page: Page, hands: Hands): Promise<void> {
  await hands.press(page.getByRole('button', { name: 'Save projects' }));
  await page.getByText(/^Saved\./u).waitFor();
}

describe.each(kindsOfHands)('by %s', (kind) => {
  it('brings to Jira what the preview says, and takes exactly that back', patience, async () => {
    const opened = await browser.openPage(looks[kind]);
    const { page } = opened;
    const hands = handsOf(kind, page);
    await page.goto(`${branchline.address}/sign-in#token=${accessToken}`);
    await page.getByRole('heading', { level: 1, name: /repositor/u }).waitFor();
    await page.goto(`${branchline.address}/jira-sites/1`);
    await hands.press(page.getByRole('link', { name: 'Associations', exact: true }));
    await hands.choose(page.getByLabel('For an integration'), 'Code');
    await hands.press(page.getByRole('radio', { name: 'Chosen projects' }));
    await hands.fill(page.getByLabel('Find projects by key or name'), 'lett');
    await hands.press(page.getByRole('checkbox', { name: 'ABC Letters' }));
    const coming = await foretold(page, 'appear in');
    expect(coming).toEqual({ commits: 3, branches: 1 });
    expect(atJira()).toMatchObject({ commits: 0, branches: 0 });

    await save(page, hands);
    await until('Jira has what was foretold', async () => {
      const { commits, branches } = atJira();
      return commits === coming.commits && branches === coming.branches;
    });
    expect(atJira().keys).toEqual(['ABC-1', 'ABC-2', 'ABC-3', 'ABC-4']);
    expect(await branchline.command(['associations', 'list', '1'])).toMatch(/ABC +see, create branches/u);

    await hands.press(page.getByRole('radio', { name: 'No project' }));
    expect(await foretold(page, 'vanish from')).toEqual(coming);
    await save(page, hands);
    await until('Jira has nothing left', async () => atJira().keys.length === 0);
    expect(atJira()).toEqual({ commits: 0, branches: 0, keys: [] });
    opened.expectNoErrors();
    await page.context().close();
  });
});
