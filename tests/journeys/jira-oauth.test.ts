/** Jira Cloud with OAuth credentials alone: outbound only, no key is checked, and the credentials are renewed half-way. */

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
  jira = await startJiraSandbox({ contract, projects: [{ key: 'ABC', name: 'Letters' }] });
  git = await gitPlayground();
  await git.commit('ABC-1 start with UTF-8', { 'README.md': 'Hello.' });
  await git.commit('NEW-2 in a project that there is not');
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

function show(): Promise<string> {
  return branchline.command(['jira-sites', 'show', '1']);
}

it('connects by its address and the credentials, and says what they do not allow', async () => {
  const words = ['jira-sites', 'add', jira.siteUrl, '--api-url', jira.url, '--client-id', jira.clientId];
  const printed = await branchline.command([...words, '--client-secret-variable', 'SECRET'], {
    SECRET: jira.clientSecret,
  });
  expect(printed).toContain('works  development information');
  expect(printed).toContain('does not work  projects');
  expect(printed).not.toContain(jira.clientSecret);
});

it('shows in the issue what git has', async () => {
  await branchline.command(['integrations', 'add', 'git', '--url', origin]);
  await branchline.command(['jira-sites', 'associate', '1', '--integration', '1', '--projects', 'all']);
  await until('Jira has the commit', async () => keysAtJira().includes('ABC-1'));
  const page = await (await fetch(`${jira.url}/browse/ABC-1`)).text();
  expect(page).toContain('start with UTF-8');
});

it('pauses the site in words when the secret is renewed, and loses nothing', async () => {
  const secret = jira.renewClientSecret();
  await git.commit('ABC-3 meanwhile');
  await git.push();
  await branchline.command(['repositories', 'reindex', '1']);
  await until('the site is paused', async () => (await show()).includes('Paused:'));
  expect(await show()).toMatch(/Paused: .*OAuth credentials/);
  expect(keysAtJira()).not.toContain('ABC-3');

  const words = ['jira-sites', 'credentials', '1', '--client-id', jira.clientId, '--client-secret-variable', 'SECRET'];
  await expect(branchline.command(words, { SECRET: 'wrong' })).rejects.toThrow(/credentials/);
  expect(await show()).toContain('Paused:');
  await branchline.command(words, { SECRET: secret });
  await until('Jira has what came meanwhile', async () => keysAtJira().includes('ABC-3'));
  expect(await show()).not.toContain('Paused:');
});
