/** Accounts and tokens from the command line, against a real server in this process. */

import { afterAll, beforeAll, expect, it } from 'vitest';
import { runCommand } from '../../packages/server/src/test-support/command-line.ts';
import { startTestServer, type TestServer } from '../../packages/server/src/test-support/test-server.ts';

let test: TestServer;
let address: string;

beforeAll(async () => {
  test = await startTestServer();
  address = await test.server.listen({ host: '127.0.0.1', port: 0 });
});
afterAll(() => test.stop());

const branchline = (words: readonly string[], environment: Record<string, string> = {}) =>
  runCommand(words, { BRANCHLINE_URL: address, ...environment });

/** Chooses the password behind the link, as its page does. */
async function choosePassword(printed: string, password: string): Promise<void> {
  const token = /\/link#(\S+)/.exec(printed)?.[1] ?? '';
  const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ password }) };
  expect((await fetch(`${address}/api/v1/password-links/${token}`, init)).status).toBe(200);
}

async function cookieOf(login: string, password: string): Promise<string> {
  const body = JSON.stringify({ login, password });
  const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body };
  const answer = await fetch(`${address}/api/v1/session/password`, init);
  return answer.headers.get('set-cookie')?.split(';', 1)[0] ?? '';
}

it('are added, listed, changed, given tokens, and removed', async () => {
  expect((await branchline(['accounts', 'list'])).printed).toContain('No accounts yet');
  const added = await branchline(['accounts', 'add', 'ada@example.com', '--name', 'Ada', '--role', 'administrator']);
  expect(added).toMatchObject({ code: 0, complained: '' });
  await choosePassword(added.printed, 'a phrase of several words');
  const cookie = await cookieOf('ada@example.com', 'a phrase of several words');
  const made = await fetch(`${address}/api/v1/api-tokens`, {
    method: 'POST',
    headers: { cookie, 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'first', scope: 'administer' }),
  });
  const { token } = (await made.json()) as { readonly token: string };
  const asAda = { BRANCHLINE_ACCESS_TOKEN: token };

  const second = await branchline(['tokens', 'add', 'CI', '--scope', 'write', '--days', '30', '--json'], asAda);
  const { id, token: other } = JSON.parse(second.printed) as { readonly id: number; readonly token: string };
  expect((await branchline(['tokens', 'list'], asAda)).printed).toMatch(/CI +write +…/);
  expect((await branchline(['integrations', 'list'], { BRANCHLINE_ACCESS_TOKEN: other })).code).toBe(0);
  const refused = await branchline(['accounts', 'list'], { BRANCHLINE_ACCESS_TOKEN: other });
  expect([refused.code, refused.complained]).toEqual([1, expect.stringContaining('Only administrators')]);
  expect((await branchline(['tokens', 'remove', String(id)], asAda)).code).toBe(0);
  expect((await branchline(['integrations', 'list'], { BRANCHLINE_ACCESS_TOKEN: other })).code).toBe(1);

  await branchline(['accounts', 'add', 'bob'], asAda);
  const changed = await branchline(['accounts', 'change', '2', '--role', 'manager', '--disable'], asAda);
  expect(changed).toMatchObject({ code: 0, complained: '' });
  expect((await branchline(['accounts', 'list'], asAda)).printed).toMatch(/bob +bob +manager +no +– +disabled/);
  expect((await branchline(['accounts', 'password-link', '2'], asAda)).printed).toContain('/link#');
  expect((await branchline(['accounts', 'remove', '2'], asAda)).printed).toContain('Removed.');
});

it('are led in by identity providers', async () => {
  const source = ['--client-id', 'branchline', '--client-secret-variable', 'SECRET'];
  const words = ['identity-providers', 'add', 'Acme', 'https://login.example', ...source, '--administrators', 'ops'];
  const added = await branchline(words, { SECRET: 'marked' });
  expect(added).toMatchObject({ code: 0, complained: '' });
  expect(added.printed).toContain('/openid/callback');
  expect(added.printed).not.toContain('marked');
  const changed = await branchline(['identity-providers', 'change', '1', '--name', 'Acme Inc', '--join-by-email']);
  expect(changed.printed).toContain('Acme Inc');
  expect((await branchline(['identity-providers', 'list'])).printed).toContain('Administrators: ops.');
  expect((await branchline(['identity-providers', 'remove', '1'])).printed).toContain('Removed.');
  expect((await branchline(['identity-providers', 'add', 'Acme', 'https://login.example'])).complained).toContain(
    '--client-id',
  );
});

it.each([
  [['accounts', 'add', 'eve', '--role', 'king'], 'administrator, manager, member'],
  [['accounts', 'remove', '1'], 'last administrator'],
  [['accounts', 'remove', '99'], 'no account'],
  [['accounts', 'remove', 'eve'], 'is not an id'],
  [['tokens', 'add', 'CI'], 'Sign in with an account of your own'],
])('say what is wrong: %j', async (words, said) => {
  const run = await branchline(words);
  expect(run.code).not.toBe(0);
  expect(run.complained).toContain(said);
});
