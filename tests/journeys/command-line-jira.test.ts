/** Jira sites from the command line, against a real server in this process and a small Jira. */

import type { JiraSiteId, ProjectKey } from '@branchline/domain';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { runCommand } from '../../packages/server/src/test-support/command-line.ts';
import { addExamples, startTestServer, type TestServer } from '../../packages/server/src/test-support/test-server.ts';

let test: TestServer;
let address: string;

beforeAll(async () => {
  test = await startTestServer();
  await addExamples(test);
  address = await test.server.listen({ host: '127.0.0.1', port: 0 });
});
afterAll(() => test.stop());

const branchline = (words: readonly string[], environment: Record<string, string> = {}) =>
  runCommand(['jira-sites', ...words], { BRANCHLINE_URL: address, ...environment });

it('are added with OAuth credentials, shown, checked, paused and removed', async () => {
  const { siteUrl, url, clientId, clientSecret } = test.sandbox;
  const another = siteUrl.replace('127.0.0.1', 'localhost');
  const words = ['add', another, '--api-url', url, '--client-id', clientId, '--client-secret-variable', 'SECRET'];
  const added = await branchline([...words, '--name', 'Ours', '--json'], { SECRET: clientSecret });
  expect(added).toMatchObject({ code: 0, complained: '' });
  const { id, name } = JSON.parse(added.printed) as { readonly id: number; readonly name: string };
  expect(name).toBe('Ours');
  expect(added.printed).not.toContain(clientSecret);
  expect((await branchline(['show', String(id)])).printed).toContain(`OAuth credentials: ${clientId}`);
  expect((await branchline(['check', String(id)])).printed).toContain('works  development information');
  expect((await branchline(['list'])).printed).toMatch(/\n1 +Sandbox/);
  for (const word of ['pause', 'resume', 'resend']) {
    expect(await branchline([word, String(id)])).toMatchObject({ code: 0, complained: '' });
  }
  expect((await branchline(['remove', String(id)])).complained).toContain('Add --yes to do it');
  expect((await branchline(['remove', String(id), '--yes'])).printed).toContain('taken back');
});

it('let projects see repositories', async () => {
  expect((await branchline(['associations', '1'])).printed).toContain('No project sees any repository');
  const saved = await branchline(['associate', '1', '--integration', '1', '--projects', 'ABC,DEF', '--json']);
  expect(JSON.parse(saved.printed)).toMatchObject([
    { integrationId: 1, repositoryId: null, projects: ['ABC', 'DEF'], actions: ['see'] },
  ]);
  const all = await branchline(['associate', '1', '--integration', '1', '--repository', '1', '--projects', 'all']);
  expect(all.printed).toMatch(/\n1 +1 +all +see/);
});

it('show the projects of a site, which nobody knows without an account', async () => {
  expect((await branchline(['projects', '1'])).printed).toContain('it needs an account or the Forge app');
  const { jiraSites, projectNames } = test.deps.store;
  await jiraSites.saveProjectKeys(1 as JiraSiteId, ['ABC', 'DEF'] as ProjectKey[]);
  await projectNames.save(1 as JiraSiteId, new Map([['DEF', 'Definitely'] as [ProjectKey, string]]));
  const found = await branchline(['projects', '1', '--search', 'definite']);
  expect(found.printed).toMatch(/\nDEF +Definitely +jira +\d+ integrations?/);
  expect(found.printed).not.toContain('ABC');
  expect((await branchline(['projects', '1', '--search', 'zz'])).printed).toContain('No project matches.');
});

it.each([
  [['add', 'nowhere', '--client-id', 'x'], 'is no address'],
  [['add', 'https://example.atlassian.net', '--client-id', 'x'], 'its secret together'],
  [['add', 'https://example.atlassian.net', '--account-kind', 'api-token'], 'a token together'],
  [['associate', '1', '--integration', '1', '--projects', 'abc'], 'is not a project key'],
  [['associate', '1', '--integration', '1', '--projects', 'all', '--actions', 'dance'], 'actions'],
  [['show', '99'], 'no Jira site'],
])('say what is wrong: %j', async (words, said) => {
  const run = await branchline(words);
  expect(run.code).not.toBe(0);
  expect(run.complained).toContain(said);
});
