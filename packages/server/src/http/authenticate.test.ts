import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  accessToken,
  sandboxAsSite,
  startTestServer,
  triggerSecret,
  type TestServer,
} from '../test-support/test-server.ts';
import { digestOf, sessionSeconds } from './authenticate.ts';

let test: TestServer;

beforeEach(async () => {
  test = await startTestServer();
});

afterEach(() => test.stop());

const overview = '/api/v1/overview';

async function signIn(token = accessToken) {
  return test.server.inject({ method: 'POST', url: '/api/v1/session', payload: { token } });
}

async function session(): Promise<string> {
  const [cookie] = (await signIn()).cookies;
  if (cookie === undefined) throw new Error('No cookie was set.');
  return cookie.value;
}

async function statusWith(cookie: string): Promise<number> {
  return (await test.server.inject({ url: overview, cookies: { branchline_session: cookie } })).statusCode;
}

describe('a session', () => {
  it('is a cookie that scripts and other sites do not get', async () => {
    const answer = await signIn();
    expect(answer.statusCode).toBe(204);
    expect(answer.cookies).toEqual([
      {
        name: 'branchline_session',
        value: expect.stringMatching(/^\d{10}\.[\w-]{43}$/),
        path: '/',
        httpOnly: true,
        sameSite: 'Lax',
        maxAge: sessionSeconds,
      },
    ]);
    expect(answer.headers['set-cookie']).not.toContain(accessToken);
  });

  it('goes over https only where the installation is reached by it', async () => {
    await test.stop();
    test = await startTestServer({ secure: true });
    expect((await signIn()).cookies).toMatchObject([{ secure: true }]);
  });

  it('opens the API until it ends, 14 days after signing in', async () => {
    const cookie = await session();
    expect(await statusWith(cookie)).toBe(200);
    test.advance(14 * 24 * 3600 * 1000 - 1000);
    expect(await statusWith(cookie)).toBe(200);
    test.advance(2000);
    expect(await statusWith(cookie)).toBe(401);
  });

  it('cannot be made longer or made up', async () => {
    const [expires = '', signature = ''] = (await session()).split('.');
    const forged = [
      `${Number(expires) + 1}.${signature}`,
      `${expires}.${signature.slice(0, -1)}${signature.endsWith('A') ? 'B' : 'A'}`,
      `${expires}.`,
      expires,
      `.${signature}`,
      `99999999999999.${signature}`,
      `${expires}e9.${signature}`,
      '',
      digestOf(accessToken),
    ];
    for (const cookie of forged) expect({ cookie, status: await statusWith(cookie) }).toEqual({ cookie, status: 401 });
  });

  it('ends with a new access token', async () => {
    const cookie = await session();
    await test.deps.store.installation.setAccessTokenDigest(digestOf('another-access-token-0123456789-0123456789'));
    expect(await statusWith(cookie)).toBe(401);
    expect((await signIn()).statusCode).toBe(401);
  });

  it('is forgotten by the browser on signing out', async () => {
    const answer = await test.server.inject({ method: 'DELETE', url: '/api/v1/session' });
    expect(answer.cookies).toMatchObject([{ name: 'branchline_session', value: '', path: '/' }]);
    expect(answer.cookies[0]?.expires?.getTime()).toBe(0);
  });

  it.each(['', 'wrong', triggerSecret])('is not opened by "%s"', async (token) => {
    const answer = await signIn(token);
    expect(answer.statusCode).toBe(401);
    expect(answer.cookies).toEqual([]);
    expect(answer.json()).toMatchObject({ remedy: expect.stringContaining('BRANCHLINE_ACCESS_TOKEN') });
  });

  it('is not opened at all before there is an access token', async () => {
    await test.deps.store.installation.setAccessTokenDigest('');
    expect((await signIn('')).statusCode).toBe(401);
  });
});

describe('a bearer', () => {
  async function statusFor(authorization: string): Promise<number> {
    return (await test.server.inject({ url: overview, headers: { authorization } })).statusCode;
  }

  it('is the access token, with the scheme in any case', async () => {
    expect(await statusFor(`Bearer ${accessToken}`)).toBe(200);
    expect(await statusFor(`bearer  ${accessToken}`)).toBe(200);
  });

  it('is nothing else', async () => {
    for (const words of [accessToken, `Basic ${accessToken}`, `Bearer ${accessToken}x`, 'Bearer ', 'Bearer']) {
      expect({ words, status: await statusFor(words) }).toEqual({ words, status: 401 });
    }
    expect(await statusFor(`Bearer ${digestOf(accessToken)}`)).toBe(401);
  });

  it('that is wrong is not saved by a session', async () => {
    const cookies = { branchline_session: await session() };
    const headers = { authorization: 'Bearer wrong' };
    expect((await test.server.inject({ url: overview, headers, cookies })).statusCode).toBe(401);
  });
});

describe('the trigger', () => {
  const body = { method: 'POST', url: '/api/v1/triggers', payload: { cloneUrl: 'https://git.example/x' } } as const;

  it('is closed when no secret is set, whatever is said', async () => {
    await test.stop();
    test = await startTestServer({ triggerSecret: undefined });
    for (const word of ['', 'undefined', accessToken, triggerSecret]) {
      const answer = await test.server.inject({ ...body, headers: { authorization: `Bearer ${word}` } });
      expect(answer.statusCode).toBe(401);
    }
  });

  it('is not opened by a session', async () => {
    const cookies = { branchline_session: await session() };
    expect((await test.server.inject({ ...body, cookies })).statusCode).toBe(401);
  });
});

describe('secrets', () => {
  it('come back in no answer', async () => {
    const headers = { authorization: `Bearer ${accessToken}` };
    const secrets = ['pass-word-one', 'private-key-two', 'pass-phrase-three', test.sandbox.clientSecret, accessToken];
    const [password, privateKey, passphrase] = secrets;
    const answers: string[] = [];
    async function post(url: string, payload: object): Promise<void> {
      const answer = await test.server.inject({ method: 'POST', url, headers, payload });
      expect(answer.statusCode).toBe(201);
      answers.push(answer.body);
    }
    await post('/api/v1/integrations', {
      connector: 'git',
      settings: { cloneUrl: 'https://git.example/one.git' },
      credential: { kind: 'user-and-password', user: 'me', password },
    });
    await post('/api/v1/integrations', {
      connector: 'git',
      settings: { cloneUrl: 'ssh://git@git.example/two.git' },
      credential: { kind: 'ssh-key', privateKey, passphrase },
    });
    await post('/api/v1/jira-sites', sandboxAsSite(test.sandbox));
    const places = ['overview', 'integrations', 'integrations/1', 'integrations/1/removal', 'integrations/2'];
    places.push('repositories', 'jira-sites', 'jira-sites/1', 'jira-sites/1/associations', 'jobs');
    for (const place of places) {
      const answer = await test.server.inject({ url: `/api/v1/${place}`, headers });
      expect({ place, status: answer.statusCode }).toEqual({ place, status: 200 });
      answers.push(answer.body, JSON.stringify(answer.headers));
    }
    for (const secret of secrets) expect(answers.join('\n')).not.toContain(secret);
  });

  it.each([
    ['does not fit', 400, { mode: 'neither' }],
    ['cannot be accepted', 422, { settings: { cloneUrl: '' } }],
  ])('of a request that %s are not repeated', async (_what, status, changes) => {
    const answer = await test.server.inject({
      method: 'POST',
      url: '/api/v1/integrations',
      headers: { authorization: `Bearer ${accessToken}` },
      payload: {
        connector: 'git',
        settings: { cloneUrl: 'ssh://git@git.example/one.git' },
        credential: { kind: 'ssh-key', privateKey: 'hush-hush' },
        ...changes,
      },
    });
    expect(answer.statusCode).toBe(status);
    expect(answer.body).not.toContain('hush-hush');
  });
});
