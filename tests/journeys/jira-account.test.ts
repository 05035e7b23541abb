/** Jira Cloud with a service account: its projects decide what is an issue key, and its token is revoked half-way. */

import { startJiraSandbox, type JiraSandbox } from '@branchline/jira-sandbox';
import { loadContract } from '@branchline/jira-sandbox/contract';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { gitPlayground, type GitPlayground } from '../../packages/server/src/test-support/git-playground.ts';
import { until } from '../../packages/server/src/test-support/journey.ts';
import { contractFolder } from '../../packages/server/src/test-support/start-test-jira.ts';
import { startWholeProgram, type WholeProgram } from '../../packages/server/src/test-support/whole-program.ts';

let branchline: WholeProgram;
let jira: JiraSandbox;
let git: GitPlayground;
let origin: string;

beforeAll(async () => {
  const contract = contractFolder === undefined ? undefined : loadContract(contractFolder);
  jira = await startJiraSandbox({ contract, projects: [{ key: 'ABC', name: 'Letters', formerKeys: ['OLD'] }] });
  git = await gitPlayground();
  await git.commit('ABC-1 start with UTF-8', { 'README.md': 'Hello.' });
  await git.commit('abc-2 in small letters');
  await git.commit('OLD-3 as it was called before');
  await git.commit('NEW-4 before there is such a project');
  origin = await git.bareOrigin();
  await git.push();
  branchline = await startWholeProgram();
});
afterAll(async () => {
  await branchline.close();
  await git.remove();
  await jira.stop();
  jira.expectNoViolations();
});

/** Keys of all that Jira has. */
function keysAtJira(): readonly string[] {
  const entities = jira.snapshot().repositories.flatMap(({ commits, branches }) => [...commits, ...branches]);
  return [...new Set(entities.flatMap(({ keys }) => keys))].sort();
}

/** The keys, as soon as there are so many. */
async function keysOnceAtJira(count: number): Promise<readonly string[]> {
  await until(`Jira has ${count} keys`, async () => keysAtJira().length >= count);
  return keysAtJira();
}

async function useToken(token: string): Promise<string> {
  const words = ['jira-sites', 'credentials', '1', '--account-kind', 'scoped-api-token', '--token-variable', 'TOKEN'];
  return branchline.command(words, { TOKEN: token });
}

function check(): Promise<string> {
  return branchline.command(['jira-sites', 'check', '1']);
}

it('connects with OAuth credentials and an account, and says what both allow', async () => {
  const oauth = ['--client-id', jira.clientId, '--client-secret-variable', 'SECRET'];
  const account = ['--account-kind', 'scoped-api-token', '--token-variable', 'TOKEN'];
  const words = ['jira-sites', 'add', jira.siteUrl, '--api-url', jira.url, ...oauth, ...account];
  const printed = await branchline.command(words, { SECRET: jira.clientSecret, TOKEN: jira.scopedApiToken });
  for (const ability of ['development information', 'projects', 'transitions', 'people', 'permissions of others']) {
    expect(printed).toContain(`works  ${ability}`);
  }
  expect(printed).not.toContain('does not work');
});

it('takes for keys what belongs to the projects of the site, and sends former keys as they are now', async () => {
  const known = async () => (await branchline.command(['jira-sites', 'show', '1'])).includes('2 keys');
  await until('the projects are known', known);
  await branchline.command(['integrations', 'add', 'git', '--url', origin]);
  await branchline.command(['jira-sites', 'associate', '1', '--integration', '1', '--projects', 'all']);
  expect(await keysOnceAtJira(3)).toEqual(['ABC-1', 'ABC-2', 'ABC-3']);
});

it('goes on sending while the token of the account is refused, and says what does not work', async () => {
  jira.revoke(jira.scopedApiToken);
  await git.commit('ABC-5 meanwhile');
  await git.push();
  await branchline.command(['repositories', 'reindex', '1']);
  expect(await keysOnceAtJira(4)).toEqual(['ABC-1', 'ABC-2', 'ABC-3', 'ABC-5']);
  const found = await check();
  expect(found).toContain('works  development information');
  expect(found).toContain('does not work  account: Jira refused the token');
  expect(await branchline.command(['jira-sites', 'show', '1'])).not.toContain('Paused:');
});

it('keeps the token it has when the new one is refused, and takes one that is good', async () => {
  jira.revoke(jira.scopedApiToken, false);
  await expect(useToken('wrong')).rejects.toThrow(/refused the token/);
  expect(await check()).not.toContain('does not work');
});

it('finds what names a project that was made later', async () => {
  jira.addProject({ key: 'NEW', name: 'New' });
  await useToken(jira.scopedApiToken);
  expect(await keysOnceAtJira(5)).toEqual(['ABC-1', 'ABC-2', 'ABC-3', 'ABC-5', 'NEW-4']);
});
