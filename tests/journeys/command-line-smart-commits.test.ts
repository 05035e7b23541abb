/** Smart commits and the audit log from the command line, against a real server in this process. */

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

const branchline = (...words: readonly string[]) => runCommand(words, { BRANCHLINE_URL: address });

it('are listed, shown, and run again', async () => {
  expect((await branchline('smart-commits', 'list')).printed).toMatch(
    /\n1 +ABC-1 +#comment done +skipped +0000000000 +code/,
  );
  expect((await branchline('smart-commits', 'list', '--state', 'done')).printed.trim()).toBe('No command matches.');
  const matching = ['--project', 'abc', '--repository-name', 'COD', '--author', 'ada@', '--command', 'Comm'];
  expect((await branchline('smart-commits', 'list', ...matching)).printed).toMatch(/\n1 +ABC-1/);
  const found = await branchline('smart-commits', 'list', '--issue', 'abc-1', '--commit', '0000', '--json');
  expect(JSON.parse(found.printed)).toMatchObject({ commands: [{ id: 1, reason: 'pusher-unknown' }], next: null });
  const shown = await branchline('smart-commits', 'show', '1');
  expect(shown.printed).toContain('State: skipped (pusher-unknown)\nNobody knows who pushed this commit.');
  expect(shown.printed).toContain('Pushed by: nobody knows');
  expect((await branchline('smart-commits', 'retry', '1')).printed).toContain(
    'ABC-1  #comment done will be run again.',
  );
  const again = await branchline('smart-commits', 'retry', '1');
  expect(again).toMatchObject({
    code: 1,
    complained: expect.stringContaining('done already, or still to be done') as string,
  });
  const log = await branchline('audit', 'list', '--what', 'smart-commit/', '--about', 'ABC-1');
  expect(log.printed).toMatch(/administrator +smart-commit\/retry +ABC-1 +done +commit 0{10}/);
});

it('are set to run for a site and for a project, one setting at a time', async () => {
  const settings = (...words: readonly string[]) => branchline('smart-commits', 'settings', '1', ...words);
  expect((await settings()).printed).toMatch(/\(all others\) +jira +line +no +14 d +pusher +no/);
  await settings('--processor', 'branchline');
  const changed = await settings('--most-age', '3', '--dialect', 'multi-line');
  expect(changed.printed).toMatch(/\(all others\) +branchline +multi-line +no +3 d +pusher +no/);
  const own = await settings('--project', 'ABC', '--processor', 'off', '--merges', 'yes', '--json');
  expect(JSON.parse(own.printed)).toMatchObject({
    projects: [{ project: 'ABC', set: { processor: 'off', onMerges: true }, settings: { mostAgeDays: 3 } }],
  });
  expect((await settings('--project', 'ABC', '--reset')).printed).not.toContain('ABC');
  const risky = await settings('--believe', 'author');
  expect(risky.complained).toContain('anybody who may push can act as anybody');
});

it('send mails to whoever wants them', async () => {
  const off = await branchline('smart-commits', 'mails', '--address', 'ada@example.org', '--off');
  expect(off).toMatchObject({ code: 0, printed: 'No mails go there any more.\n' });
  expect((await branchline('smart-commits', 'mails', '--person', '1', '--on')).printed.trim()).toBe(
    'Mails go there again.',
  );
});

it.each([
  [['smart-commits', 'show', '99'], 'no command of a smart commit'],
  [['smart-commits', 'retry', 'one'], 'is not an id'],
  [['smart-commits', 'list', '--issue', 'abc'], 'is not an issue key'],
  [['smart-commits', 'settings', '99'], 'no Jira site'],
  [['smart-commits', 'settings', '1', '--most-age', '91'], 'mostAgeDays'],
  [['smart-commits', 'settings', '1', '--project', 'abc', '--processor', 'off'], 'is not a project key'],
  [['smart-commits', 'settings', '1', '--processor', 'both'], 'Allowed choices'],
  [['smart-commits', 'mails', '--person', '1'], 'say --on or --off'],
  [['smart-commits', 'mails', '--on'], 'name a person or an address'],
  [['audit', 'list', '--result', 'lost'], 'Allowed choices'],
] as const)('say what is wrong: %j', async (words, said) => {
  const run = await branchline(...words);
  expect(run.code).not.toBe(0);
  expect(run.complained).toContain(said);
});
