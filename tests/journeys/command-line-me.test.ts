/** Oneself, people with accounts, and the audit log from the command line, against a real server in this process. */

import { afterAll, beforeAll, expect, it } from 'vitest';
import { exampleJiraCode, exampleSession } from '../../packages/server/src/test-support/account-examples.ts';
import { runCommand } from '../../packages/server/src/test-support/command-line.ts';
import { addExamples, startTestServer, type TestServer } from '../../packages/server/src/test-support/test-server.ts';

let test: TestServer;
let address: string;
let asAda: Record<string, string>;

beforeAll(async () => {
  test = await startTestServer();
  await addExamples(test);
  address = await test.server.listen({ host: '127.0.0.1', port: 0 });
  const made = await fetch(`${address}/api/v1/api-tokens`, {
    method: 'POST',
    headers: { cookie: `branchline_session=${exampleSession}`, 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'first', scope: 'administer' }),
  });
  asAda = { BRANCHLINE_ACCESS_TOKEN: ((await made.json()) as { readonly token: string }).token };
});
afterAll(() => test.stop());

async function branchline(words: readonly string[], environment: Record<string, string> = asAda) {
  const ran = await runCommand(words, { BRANCHLINE_URL: address, ...environment });
  return { ...ran, printed: ran.printed.trimEnd() };
}

it('one is shown, renamed, and joined with an account at Jira by its code', async () => {
  expect((await branchline(['me', 'show'])).printed).toContain('does not know yet which Jira account is yours');
  expect((await branchline(['me', 'name', 'Ada L.'])).printed).toBe('Ada L.');
  const wrong = await branchline(['me', 'join-jira', 'nothing']);
  expect([wrong.code, wrong.complained]).toEqual([1, expect.stringContaining('Let Jira show a new one')]);
  const joined = await branchline(['me', 'join-jira', exampleJiraCode]);
  expect(joined).toMatchObject({ code: 0, complained: '' });
  expect(joined.printed).toContain('Known at Sandbox.');
  expect((await branchline(['me', 'show'])).printed).toMatch(/^Ada L\. \(ada\), administrator\nKnown at Sandbox\./);
  expect((await branchline(['me', 'show'], { BRANCHLINE_ACCESS_TOKEN: accessTokenOfNobody })).code).toBe(1);
});

const accessTokenOfNobody = 'brl_of-nobody';

it('a connection of one’s own is tried, kept, shown without its value, tried again, and removed', async () => {
  expect((await branchline(['me', 'connections', 'list'])).printed).toMatch(/2 +Signed +signed\.example/);
  const bad = await branchline(['me', 'connections', 'save', '2', '--token-variable', 'TOKEN'], {
    ...asAda,
    TOKEN: 'bad',
  });
  expect([bad.code, bad.complained]).toEqual([1, expect.stringMatching(/refused|does not take/)]);
  const source = ['--token-variable', 'TOKEN'];
  const saved = await branchline(['me', 'connections', 'save', '2', ...source], { ...asAda, TOKEN: 'as marked' });
  expect(saved).toMatchObject({ code: 0, printed: 'integration 2 as marked' });
  expect((await branchline(['me', 'connections', 'save', '2'])).complained).toContain('give a token');
  expect((await branchline(['me', 'connections', 'list'])).printed).toMatch(/signed\.example +marked/);
  expect((await branchline(['me', 'connections', 'check', '2'])).printed).toBe('integration 2 as marked');
  expect((await branchline(['me', 'connections', 'remove', '2'])).printed).toBe('Removed.');
  expect((await branchline(['me', 'connections', 'check', '2'])).code).toBe(1);
});

it('a connection through a browser is begun by printing where to open it, and asked how it ended', async () => {
  const begun = await branchline(['me', 'connections', 'sign-in', '2']);
  const [, address, id = ''] = /(https:\/\/branchline\.example\/oauth\/begin\/([\w-]+))/.exec(begun.printed) ?? [];
  expect(begun.printed).toContain(`How it ended: branchline me connections signed-in ${id}`);
  expect((await branchline(['me', 'connections', 'signed-in', id])).printed).toMatch(/^It has not ended yet/);
  const { store, clock } = test.deps;
  const soon = new Date(clock.now().getTime() + 60_000);
  await store.signIns.end(id, { kind: 'refused', because: 'Access was declined at Signed.' }, soon);
  expect((await branchline(['me', 'connections', 'signed-in', id])).printed).toBe('Access was declined at Signed.');
  expect(address).toBeDefined();
  const [client] = await store.oauthClients.list();
  await store.oauthClients.remove(client!.id);
  const refused = await branchline(['me', 'connections', 'sign-in', '2', '--switch-account']);
  expect([refused.code, refused.complained]).toEqual([1, expect.stringContaining('Connect by a token of your own')]);
  expect((await branchline(['me', 'connections', 'signed-in', 'unknown'])).code).toBe(1);
});

it('mails are wanted or not', async () => {
  expect((await branchline(['me', 'mails'])).printed).toBe('Mails are wanted.');
  expect((await branchline(['me', 'mails', 'no'])).printed).toBe('No mails are wanted.');
  expect((await branchline(['me', 'mails'])).printed).toBe('No mails are wanted.');
  expect((await branchline(['me', 'mails', 'perhaps'])).complained).toContain('say yes or no');
});

it('an administrator joins an account with a person, and filters people', async () => {
  const joined = await branchline(['people', 'join', '4', '--branchline-account', '2']);
  expect(joined).toMatchObject({ code: 0, complained: '' });
  expect(joined.printed).toContain('bob at Branchline (account 2)');
  expect((await branchline(['people', 'list', '--without', 'own-account'])).printed).not.toContain('bob at Branchline');
  expect((await branchline(['people', 'list', '--kind', 'own-account'])).printed).toContain('bob at Branchline');
  expect((await branchline(['people', 'list', '--suggested'])).printed).toContain('robert@example.org');
  const unknown = await branchline(['people', 'join', '4', '--branchline-account', '99']);
  expect([unknown.code, unknown.complained]).toEqual([1, expect.stringContaining('There is no account 99')]);
  expect((await branchline(['accounts', 'remove-second-factor', '2'])).printed).toContain('The password alone');
});

it('the audit log is filtered, and exported', async () => {
  const listed = await branchline(['audit', 'list', '--what', 'people/join', '--since', '2020-01-01']);
  expect(listed.printed).toContain('account/1 (Ada L.)');
  expect((await branchline(['audit', 'list', '--since', 'soon'])).complained).toContain('--since takes a moment');
  const csv = await branchline(['audit', 'export', '--what', 'people/']);
  const [head, ...lines] = csv.printed.split(/\r?\n/);
  expect(head).toBe('id,at,who,whoName,what,about,aboutName,result,origin,note');
  expect(lines.length).toBeGreaterThan(2);
  const json = await branchline(['audit', 'export', '--format', 'json-lines', '--what', 'people/join']);
  expect(json.printed.split('\n').map((line) => (JSON.parse(line) as { what: string }).what)).toContain('people/join');
});
