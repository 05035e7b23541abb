import { Problem } from '@branchline/contract';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { exampleSession } from '../test-support/account-examples.ts';
import { accessToken, addExamples, startTestServer, type TestServer } from '../test-support/test-server.ts';
import { sessionCookie } from './authenticate.ts';

const bearer = { authorization: `Bearer ${accessToken}` };
const session = { cookie: `${sessionCookie}=${exampleSession}` };

let test: TestServer;

async function ask(headers: Readonly<Record<string, string>> = {}, remoteAddress = '127.0.0.1') {
  const answer = await test.server.inject({ url: '/api/v1/me', headers, remoteAddress });
  return { status: answer.statusCode, left: Number(answer.headers['ratelimit-remaining']), answer };
}

describe('the limit of requests', () => {
  beforeEach(async () => {
    test = await startTestServer({ requestsPerMinute: 3 });
    await addExamples(test);
  });
  afterEach(() => test.stop());

  it('counts strangers by their address, whatever they guess, and says what is left', async () => {
    const { answer } = await ask();
    expect(answer.headers).toMatchObject({
      'ratelimit-limit': '3',
      'ratelimit-remaining': '2',
      'ratelimit-reset': '60',
    });
    expect(await ask({ authorization: 'Bearer guess' })).toMatchObject({ status: 401, left: 1 });
    expect(await ask({ authorization: 'Bearer another guess' })).toMatchObject({ status: 401, left: 0 });
    const refused = await ask({ authorization: 'Bearer a third' });
    expect(refused.status).toBe(429);
    expect(Problem.parse(refused.answer.json())).toMatchObject({
      type: 'rate-limited',
      title: 'Too many requests',
      detail: 'You may ask 3 times a minute.',
      retryAt: expect.stringMatching(/^2026-03-01T12:0[01]:\d\d/u),
    });
    expect(Number(refused.answer.headers['retry-after'])).toBeGreaterThan(0);
    expect(Number(refused.answer.headers['retry-after'])).toBeLessThanOrEqual(60);
    expect((await ask({}, '192.0.2.7')).status).toBe(401);
  });

  it('counts whoever is known by who they are, wherever they are', async () => {
    // By address, until it is known who they are.
    expect(await ask(bearer)).toMatchObject({ status: 200, left: 2 });
    expect(await ask(bearer)).toMatchObject({ status: 200, left: 2 });
    expect(await ask(bearer, '192.0.2.7')).toMatchObject({ status: 200, left: 1 });
    expect(await ask(session)).toMatchObject({ status: 200, left: 1 });
    expect(await ask(session)).toMatchObject({ status: 200, left: 2 });
    expect(await ask(bearer)).toMatchObject({ left: 0 });
    expect((await ask(bearer)).status).toBe(429);
    // A colleague behind the same address goes on.
    expect(await ask(session)).toMatchObject({ status: 200, left: 1 });
  });
});
