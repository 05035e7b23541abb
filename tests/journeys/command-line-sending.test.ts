/** Associations, clearing and comparing from the command line, against a real server in this process and a small Jira. */

import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Association, AssociationPreview } from '../../packages/contract/src/index.ts';
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

const branchline = (...words: readonly string[]) => runCommand(words, { BRANCHLINE_URL: address });

it('grant each action its own projects, for an integration and apart for a repository', async () => {
  const code = { integrationId: 1, repositoryId: null, integrationName: 'Code', repositoryName: null };
  expect((await branchline('associations', 'list', '1')).printed).toContain('No project sees any repository');
  const set = ['associations', 'set', '1', '--integration', '1'];
  const saved = await branchline(...set, '--see', 'all', '--smart-commit', 'ABC,DEF', '--json');
  expect(JSON.parse(saved.printed)).toEqual([
    { ...code, projects: 'all', actions: ['see'] },
    { ...code, projects: ['ABC', 'DEF'], actions: ['smart-commit'] },
  ] satisfies Association[]);
  await branchline(...set, '--repository', '1', '--see', 'ABC');
  const own = await branchline('associations', 'show', '1', '--repository', '1');
  expect(own.printed).toContain('see: ABC\n');
  expect(own.printed).toContain('run smart commits: no project');
  expect(own.printed).toContain('(its own association)');

  await branchline(...set, '--see', 'none');
  expect((await branchline('associations', 'show', '1', '--repository', '1')).printed).toContain('see: ABC\n');
  const inherited = await branchline('associations', 'inherit', '1', '--integration', '1', '--repository', '1');
  expect(inherited).toMatchObject({ code: 0, complained: '' });
  const after = await branchline('associations', 'show', '1', '--repository', '1');
  expect(after.printed).toContain('(inherited from its integration)');
  expect(after.printed).toContain('see: no project');
});

it('say what saving would do, without doing it', async () => {
  const words = ['associations', 'preview', '1', '--integration', '1', '--see', 'all'];
  const { printed } = await branchline(...words);
  expect(printed).toMatch(/Would appear in Jira: \d+ commits?, \d+ branch(es)?, \d+ pull requests?\./);
  expect(printed).toContain('Nothing was saved.');
  const preview = JSON.parse((await branchline(...words, '--json')).printed) as AssociationPreview;
  expect(preview).toMatchObject({ after: { see: 'all' }, unknownProjects: null });
  const inherit = await branchline('associations', 'preview', '1', '--integration', '1', '--inherit', '--json');
  expect(JSON.parse(inherit.printed)).toMatchObject({ after: { see: [] } });
});

it('clear a repository, show it, and lift it again', async () => {
  const clear = ['jira-sites', 'clear', '1', '--integration', '1', '--repository', '1'];
  expect((await branchline(...clear)).complained).toContain(
    '0 entries of 0 repositories would be taken back from Jira. Add --yes to do it.',
  );
  expect((await branchline(...clear, '--yes')).printed).toBe('0 entries are taken back (clearing 1).\n');
  const status = await branchline('jira-sites', 'clear', 'status', '1');
  expect(status.printed).toMatch(/\n1 +repository 1 code +0 of 0 +0 of 0 +cleared; nothing of it is sent/);
  expect((await branchline('jira-sites', 'clear', 'lift', '1', '1')).printed).toContain('sent again');
});

it('show no comparison before the first, and start one', async () => {
  expect((await branchline('jira-sites', 'reconcile', '1')).printed).toContain('Not compared yet');
  expect((await branchline('jira-sites', 'reconcile', '1', '--now')).printed).toContain('being compared');
  expect((await branchline('jira-sites', 'reconcile', '1', '--resend')).printed).toContain('0 repositories are');
});

it.each([
  [['associations', 'set', '1', '--integration', '1', '--see', 'abc'], 'is not a project key'],
  [['associations', 'set', '1', '--integration', '99', '--see', 'ABC'], 'no Jira site, integration or repository'],
  [['associations', 'show', '1', '--repository', '99'], 'no Jira site or repository'],
  [['associations', 'preview', '9', '--integration', '1'], 'no Jira site, integration or repository'],
  [['jira-sites', 'clear', '1', '--repository', '1', '--yes'], 'name the integration'],
  [['jira-sites', 'clear', '1', '--integration', '99', '--yes'], 'no Jira site, integration or repository'],
  [['jira-sites', 'clear', 'lift', '1', '99'], 'no clearing'],
  [['jira-sites', 'reconcile', '99'], 'no Jira site'],
])('say what is wrong: %j', async (words, said) => {
  const run = await branchline(...words);
  expect(run.code).not.toBe(0);
  expect(run.complained).toContain(said);
});
