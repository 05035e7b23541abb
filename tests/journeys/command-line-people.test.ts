/** People from the command line, against a real server in this process: met, joined, split, connected and forgotten. */

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

async function branchline(words: readonly string[], environment: Record<string, string> = {}) {
  const run = await runCommand(['people', ...words], { BRANCHLINE_URL: address, ...environment });
  return { ...run, printed: run.printed.trimEnd() };
}

it('are listed, searched, and shown page by page', async () => {
  expect((await branchline(['list'])).printed).toMatch(/1 +ada +ada at signed\.example/);
  expect((await branchline(['list', '--search', 'robert'])).printed).toMatch(/\n3 +robert +robert@example\.org$/);
  expect((await branchline(['list', '--conflicts'])).printed).toMatch(/^Nobody yet/);
  const page = await branchline(['list', '--limit', '2']);
  expect(page.complained).toContain('people list --after 2');
  expect((await branchline(['list', '--after', '3'])).printed).toMatch(/\n4 +eve/);
});

it('are connected as themselves, with proof', async () => {
  const saved = await branchline(['connections', 'save', '1', '2', '--token-variable', 'TOKEN'], { TOKEN: 'good' });
  expect(saved).toMatchObject({ code: 0, printed: 'Person 1:\nintegration 2 as ada' });
  expect((await branchline(['connections', 'check', '1', '2'])).printed).toBe('integration 2 as ada');
  expect((await branchline(['connections', 'list', '1'])).printed).toMatch(/\n2 +ada +2026-03-01 12:00 +–/);
  const refused = await branchline(['connections', 'save', '1', '2', '--token-variable', 'TOKEN'], { TOKEN: 'bad' });
  expect(refused).toMatchObject({
    code: 1,
    complained: expect.stringContaining('Signed does not take this token') as string,
  });
  expect((await branchline(['show', '1'])).printed).toContain('Own connections:\n  integration 2 as ada');
  expect((await branchline(['connections', 'remove', '1', '2'])).printed).toBe('Forgotten.');
  expect((await branchline(['connections', 'list', '1'])).printed).toMatch(/^No connection yet/);
});

it('are joined by what administrators say, and parted again', async () => {
  expect((await branchline(['suggestions'])).printed).toMatch(
    /\n1 +bob@example\.org +robert@example\.org +service-email/,
  );
  await branchline(['confirm', '1']);
  expect((await branchline(['suggestions'])).printed).toBe('Nothing to decide.');
  expect((await branchline(['show', '2'])).printed).toMatch(/confirmed {2}bob@example\.org = robert@example\.org/);
  await branchline(['reject', '1']);
  expect((await branchline(['show', '2'])).printed).not.toMatch(/Identities:\n.*\n.*robert/);
  const joined = await branchline(['join', '1', '2']);
  expect(joined.printed).toMatch(/1 {2}service-account {2}ada at signed\.example\n {2}2 {2}commit-email/);
  expect((await branchline(['split', '1', '2'])).printed).toMatch(/Identities:\n {2}2 {2}commit-email {2}bob@/);
  const home = await branchline(['join', '1', '--email', 'Ada@Home.example.org']);
  expect(home.printed).toContain('ada@home.example.org');
  const added = await branchline(['add', '--service', 'github.com', '--remote-id', '7', '--login', 'ada', '--json']);
  expect(JSON.parse(added.printed)).toMatchObject({ title: 'ada', conflict: null, links: [], connections: [] });
  expect(await branchline(['suggest'])).toMatchObject({ code: 0, complained: '' });
});

it('are forgotten', async () => {
  expect((await branchline(['erase', '4'])).complained).toContain('1 identity is forgotten and not met again');
  expect((await branchline(['erase', '4', '--yes'])).printed).toBe('Forgotten.');
  expect((await branchline(['show', '4'])).complained).toContain('There is no person of that id.');
});

it('are found at Jira by their addresses unless that is switched off', async () => {
  expect((await branchline(['settings', '1'])).printed).toBe('E-mail addresses are a proof.');
  expect((await branchline(['settings', '1', '--trust-email', 'no'])).printed).toBe('E-mail addresses are no proof.');
  expect((await branchline(['settings', '1'])).printed).toBe('E-mail addresses are no proof.');
});

it.each([
  [['show', 'ada'], 'is not an id'],
  [['show', '99'], 'There is no person'],
  [['join', '1'], 'name another person or an identity'],
  [['join', '1', '1'], 'cannot be joined with itself'],
  [['join', '1', '2', '--email', 'a@example.org'], 'name another person or an identity'],
  [['join', '1', '--email', 'noreply@github.com'], 'names nobody'],
  [['join', '1', '--jira-site', '1'], '--jira-site and --account together'],
  [['join', '1', '--service', 'github.com'], '--service and --remote-id together'],
  [['join', '1', '--jira-site', '99', '--account', 'x'], 'There is no Jira site 99'],
  [['add'], 'name an identity'],
  [['split', '1', '99'], "Not all of these identities are this person's"],
  [['confirm', '99'], 'There is no link'],
  [['settings', '1', '--trust-email', 'maybe'], 'takes yes or no'],
  [['connections', 'save', '1', '2'], 'give a token'],
  [['connections', 'save', '1', '1', '--token-variable', 'TOKEN'], 'has no accounts'],
  [['connections', 'check', '1', '2'], 'There is no connection'],
])('say what is wrong: %j', async (words, said) => {
  const run = await branchline(words, { TOKEN: 'good' });
  expect(run.code).not.toBe(0);
  expect(run.complained).toContain(said);
});
