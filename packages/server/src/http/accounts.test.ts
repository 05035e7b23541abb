/** Who comes in with an account, and how far: roles, tokens, sessions, and links. */

import { routes } from '@branchline/contract';
import type { AccountId, Role } from '@branchline/domain';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeApiToken } from '../features/accounts/api-tokens.ts';
import { makeFirstLink } from '../features/accounts/password-links.ts';
import { exampleCode, exampleLink, examplePassword } from '../test-support/account-examples.ts';
import { accessToken, addExamples, startTestServer, type TestServer } from '../test-support/test-server.ts';

let test: TestServer;

beforeEach(async () => {
  test = await startTestServer();
  await addExamples(test);
});
afterEach(() => test.stop());

interface Asked {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly body?: object;
  readonly cookie?: string | undefined;
  readonly token?: string | undefined;
}

function ask(url: string, { method = 'GET', body, cookie, token }: Asked = {}) {
  const headers = {
    ...(cookie === undefined ? {} : { cookie }),
    ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
  };
  return test.server.inject({ method, url, headers, ...(body === undefined ? {} : { payload: body }) });
}

/** The cookie, as a browser sends it back. */
async function signedIn(login: string, password = examplePassword): Promise<string> {
  const answer = await ask('/api/v1/session/password', { method: 'POST', body: { login, password } });
  expect(answer.json()).toEqual({ state: 'signed-in' });
  const [cookie] = answer.cookies;
  expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Lax', path: '/' });
  return `${cookie?.name}=${cookie?.value}`;
}

/** A token of a new account. */
async function tokenOf(role: Role, scope: 'read' | 'write' | 'administer'): Promise<string> {
  const { store, passwords, clock, randomToken } = test.deps;
  const account = await store.accounts.add({ login: `${role}-${scope}`, name: 'New', role, passwordHash: undefined });
  const by = { who: 'test', origin: 'test' };
  const wish = { name: 'CI', scope, expiresAt: undefined };
  const deps = { store, passwords, clock, randomToken };
  return (await makeApiToken(deps, by, account?.id as AccountId, wish)).token.reveal();
}

describe('signing in', () => {
  it('opens what the role may see, until somebody signs out there', async () => {
    const cookie = await signedIn('ada');
    expect((await ask('/api/v1/me', { cookie })).json()).toMatchObject({
      kind: 'account',
      role: 'administrator',
      account: { login: 'ada' },
    });
    expect((await ask('/api/v1/accounts', { cookie })).statusCode).toBe(200);
    const { sessions } = routes.listOwnSessions.response.parse((await ask('/api/v1/me/sessions', { cookie })).json());
    const own = sessions.find(({ isThisOne }) => isThisOne);
    expect(sessions).toHaveLength(2);
    await ask(`/api/v1/me/sessions/${own?.id}`, { method: 'DELETE', cookie });
    expect((await ask('/api/v1/me', { cookie })).statusCode).toBe(401);
  });

  it('with anything wrong says the same', async () => {
    const wrong = [
      { login: 'ada', password: 'wrong' },
      { login: 'nobody', password: examplePassword },
      { login: 'bob', password: '' },
    ];
    const answers = [];
    for (const body of wrong) answers.push((await ask('/api/v1/session/password', { method: 'POST', body })).json());
    // But for the number of the request.
    expect(new Set(answers.map((each) => JSON.stringify({ ...each, instance: '' }))).size).toBe(1);
    expect(answers[0]).toMatchObject({ status: 401, title: 'This did not sign you in' });
  });

  it('says how long to wait after too many wrong tries', async () => {
    const body = { login: 'ada', password: 'wrong' };
    for (let count = 0; count < 5; count += 1) await ask('/api/v1/session/password', { method: 'POST', body });
    const answer = await ask('/api/v1/session/password', {
      method: 'POST',
      body: { ...body, password: examplePassword },
    });
    expect(answer.json()).toMatchObject({ status: 429, remedy: 'Try again in a second.' });
  });

  it('leaves a line of what was made and nothing of a password in any log', async () => {
    await signedIn('ada');
    expect(JSON.stringify(test.logged)).not.toContain(examplePassword);
  });
});

describe('roles', () => {
  it.each([
    ['administrator', 'administer', 200, 200, 200],
    ['administrator', 'write', 403, 200, 200],
    ['manager', 'administer', 403, 200, 200],
    ['member', 'administer', 403, 403, 200],
  ] as const)('%s with a token to %s: people %i, set-up %i, issues %i', async (role, scope, people, setUp, issues) => {
    const token = await tokenOf(role, scope);
    const answers = [];
    for (const path of ['accounts', 'integrations', 'issues']) answers.push(await ask(`/api/v1/${path}`, { token }));
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([people, setUp, issues]);
  });

  it('of a token for reading change nothing', async () => {
    const token = await tokenOf('manager', 'read');
    expect((await ask('/api/v1/integrations', { token })).statusCode).toBe(200);
    const answer = await ask('/api/v1/integrations/1/pause', { method: 'POST', token });
    expect(answer.json()).toMatchObject({ status: 403, title: 'This token is for reading only' });
  });

  it('count at once when they are changed', async () => {
    const cookie = await signedIn('ada');
    const wish = { login: 'eve', name: 'Eve', role: 'administrator' };
    const added = await ask('/api/v1/accounts', { method: 'POST', cookie, body: wish });
    const eve = routes.addAccount.response.parse(added.json());
    const link = new URL(eve.link.url);
    expect([link.pathname, link.search]).toEqual(['/link', '']);
    const body = { password: 'eve has a phrase of her own' };
    await ask(`/api/v1/password-links/${link.hash.slice(1)}`, { method: 'POST', body });
    const hers = await signedIn('eve', body.password);
    expect((await ask('/api/v1/accounts', { cookie: hers })).statusCode).toBe(200);
    await ask(`/api/v1/accounts/${eve.id}`, { method: 'PATCH', cookie, body: { role: 'member' } });
    expect((await ask('/api/v1/accounts', { cookie: hers })).statusCode).toBe(401);
    expect((await ask('/api/v1/accounts', { cookie: await signedIn('eve', body.password) })).statusCode).toBe(403);
  });

  it('keep one administrator', async () => {
    const refused = [
      await ask('/api/v1/accounts/1', { method: 'DELETE', token: accessToken }),
      await ask('/api/v1/accounts/1', { method: 'PATCH', token: accessToken, body: { role: 'member' } }),
    ];
    for (const answer of refused)
      expect(answer.json()).toMatchObject({ status: 409, title: 'This is the last administrator' });
  });
});

describe('what belongs to an account', () => {
  it('is not there for the access token, in words', async () => {
    const answer = await ask('/api/v1/me/sessions', { token: accessToken });
    expect(answer.json()).toMatchObject({ status: 403, title: 'This belongs to accounts' });
  });

  it.each(['short', 'aaaaaaaaaaaaaaaa'])(
    'the password "%s" is refused in words, and the link stays good',
    async (password) => {
      const path = `/api/v1/password-links/${exampleLink}`;
      const answer = await ask(path, { method: 'POST', body: { password } });
      expect(answer.json()).toMatchObject({ status: 400, detail: expect.stringMatching(/^The password/) });
      expect((await ask(path)).json()).toEqual({ isFirst: false, login: 'bob', name: 'Bob' });
    },
  );

  it('a token made here opens the API, and is shown once', async () => {
    const cookie = await signedIn('ada');
    const body = { name: 'CI', scope: 'write', days: 30 };
    const answer = await ask('/api/v1/api-tokens', { method: 'POST', cookie, body });
    const made = routes.addApiToken.response.parse(answer.json());
    expect((await ask('/api/v1/integrations', { token: made.token })).statusCode).toBe(200);
    expect((await ask('/api/v1/api-tokens', { cookie })).body).not.toContain(made.token);
    await ask(`/api/v1/api-tokens/${made.id}`, { method: 'DELETE', cookie });
    expect((await ask('/api/v1/integrations', { token: made.token })).statusCode).toBe(401);
  });
});

describe('the first administrator', () => {
  it('is made by the link alone', async () => {
    const { store, clock, randomToken } = test.deps;
    const link = await makeFirstLink({ store, clock, randomToken });
    const path = `/api/v1/password-links/${link?.token}`;
    expect((await ask(path)).json()).toMatchObject({ isFirst: true });
    const password = 'the first of all phrases';
    expect((await ask(path, { method: 'POST', body: { password } })).statusCode).toBe(400);
    const made = await ask(path, { method: 'POST', body: { login: 'root', name: 'Root', password } });
    expect(made.json()).toMatchObject({ login: 'root', role: 'administrator' });
    expect((await ask(path)).statusCode).toBe(404);
    await signedIn('root', password);
  });
});

describe('oneself', () => {
  it('is renamed, and signed out everywhere else', async () => {
    const [here, elsewhere] = [await signedIn('ada'), await signedIn('ada')];
    const renamed = await ask('/api/v1/me', { method: 'PATCH', body: { name: 'Ada L.' }, cookie: here });
    expect(renamed.json()).toMatchObject({ account: { name: 'Ada L.' } });
    expect((await ask('/api/v1/me/sessions', { method: 'DELETE', cookie: here })).statusCode).toBe(204);
    const statuses = [await ask('/api/v1/me', { cookie: here }), await ask('/api/v1/me', { cookie: elsewhere })];
    expect(statuses.map(({ statusCode }) => statusCode)).toEqual([200, 401]);
  });

  it('makes new recovery codes with a right code only, and the old ones are worthless', async () => {
    const cookie = await signedIn('ada');
    const renew = (code: string) =>
      ask('/api/v1/me/second-factor/recovery-codes', { method: 'POST', body: { code }, cookie });
    expect((await renew(exampleCode)).statusCode).toBe(400);
    await ask('/api/v1/me/second-factor', { method: 'POST', cookie });
    expect((await renew(exampleCode)).statusCode).toBe(400);
    const confirmed = await ask('/api/v1/me/second-factor', { method: 'PUT', body: { code: exampleCode }, cookie });
    const [first = ''] = routes.confirmSecondFactor.response.parse(confirmed.json()).recoveryCodes;
    expect((await renew('000000')).statusCode).toBe(400);
    const [second = ''] = routes.renewRecoveryCodes.response.parse((await renew(exampleCode)).json()).recoveryCodes;
    expect((await renew(first)).statusCode).toBe(400);
    expect((await renew(second)).statusCode).toBe(200);
    expect((await renew(second)).statusCode).toBe(400);
  });

  it('that has lost everything gets in again by an administrator, who leaves a line about it', async () => {
    const cookie = await signedIn('ada');
    await ask('/api/v1/me/second-factor', { method: 'POST', cookie });
    await ask('/api/v1/me/second-factor', { method: 'PUT', body: { code: exampleCode }, cookie });
    const url = '/api/v1/accounts/1/second-factor';
    const manager = await tokenOf('manager', 'administer');
    expect((await ask(url, { method: 'DELETE', token: manager })).statusCode).toBe(403);
    expect((await ask(url, { method: 'DELETE', token: accessToken })).statusCode).toBe(204);
    await signedIn('ada');
    const [entry] = await test.deps.store.auditLog.list({ what: 'account/remove-second-factor' }, 1);
    expect(entry).toMatchObject({ who: 'administrator', about: 'account/1' });
  });

  it('is nobody for the access token, which is told so', async () => {
    for (const path of ['person', 'connections', 'mails']) {
      const answer = await ask(`/api/v1/me/${path}`, { token: accessToken });
      expect([answer.statusCode, answer.json().remedy]).toEqual([403, 'Sign in with an account of your own.']);
    }
  });

  it('cannot be known at Jira by a code that Jira did not show', async () => {
    const cookie = await signedIn('ada');
    const made = await ask('/api/v1/me/jira-code', { method: 'POST', cookie });
    expect([made.statusCode, made.json().title]).toEqual([403, 'Only Jira shows this code']);
    const entered = await ask('/api/v1/me/jira-account', { method: 'POST', body: { code: 'AAAA' }, cookie });
    expect([entered.statusCode, entered.json().detail]).toEqual([
      400,
      expect.stringContaining('Let Jira show a new one'),
    ]);
  });
});
