/** The line that each request gets, the id it can be quoted by, and that no secret is ever in a line. */

import { routes, type RouteName } from '@branchline/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { examplePassword, exampleSession } from '../test-support/account-examples.ts';
import { markedSecrets } from '../test-support/marked-secrets.ts';
import {
  accessToken,
  addExamples,
  startTestServer,
  triggerSecret,
  type TestServer,
} from '../test-support/test-server.ts';
import { writtenLog } from '../test-support/written-log.ts';

const secrets = markedSecrets();
const { log, lines } = writtenLog();
let test: TestServer;

beforeAll(async () => {
  test = await startTestServer({ log });
  await addExamples(test);
});
afterAll(() => test.stop());

/** What the log said since the last look. */
function said(): readonly Readonly<Record<string, unknown>>[] {
  return lines.splice(0).map((line) => JSON.parse(line) as Record<string, unknown>);
}

function ask(url: string, headers: Readonly<Record<string, string>> = {}) {
  return test.server.inject({ method: 'GET', url, headers });
}
const authorization = `Bearer ${accessToken}`;

describe('the log of requests', () => {
  it('says method, pattern, status, time, id and who, and nothing of the query', async () => {
    said();
    const answer = await ask('/api/v1/repositories?search=hush', { authorization });
    expect(said()).toEqual([
      {
        level: 30,
        time: expect.any(String),
        msg: 'request',
        method: 'GET',
        route: '/api/v1/repositories',
        status: 200,
        milliseconds: expect.any(Number),
        requestId: answer.headers['x-request-id'],
        who: 'administrator',
      },
    ]);
  });

  it('knows accounts by their numbers and strangers as nobody', async () => {
    const cookie = `branchline_session=${exampleSession}`;
    await ask('/api/v1/me', { cookie });
    await ask('/api/v1/me', { authorization: 'Bearer wrong' });
    expect(said().map(({ who, status }) => [who, status])).toEqual([
      ['account/1', 200],
      ['nobody', 401],
    ]);
  });

  it('is quiet about probes that went well', async () => {
    await ask('/healthz');
    await ask('/readyz');
    expect(said()).toEqual([]);
    await ask('/metrics');
    expect(said()).toMatchObject([{ route: '/metrics', status: 401 }]);
  });

  it('gives each answer an id of its own, which problems carry too', async () => {
    const [first, second] = [await ask('/api/v1/overview'), await ask('/api/v1/nothing')];
    const ids = [first, second].map(({ headers }) => headers['x-request-id']);
    expect(new Set(ids).size).toBe(2);
    expect(first.json()).toMatchObject({ status: 401, instance: `urn:branchline:request:${String(ids[0])}` });
    // What a sender calls it could be anything.
    const forged = await ask('/api/v1/overview', { 'x-request-id': 'forged\u0085line' });
    expect(forged.headers['x-request-id']).toMatch(/^[\w-]{12}$/);
  });

  it('names the pattern of a webhook, whose address is a secret, and never the address', async () => {
    const [endpoint] = await test.deps.store.webhookEndpoints.list();
    said();
    await test.server.inject({ method: 'POST', url: `/webhooks/${endpoint?.token}`, payload: '{}' });
    expect(endpoint).toBeDefined();
    const line = said().find(({ msg }) => msg === 'request');
    expect(line).toMatchObject({ route: '/webhooks/:token', method: 'POST' });
    expect(JSON.stringify(line)).not.toContain(endpoint?.token);
  });

  it('has no secret in any line, whatever is asked with it', { timeout: 120_000 }, async () => {
    const marks = ['bearer', 'cookie', 'query', 'body', 'path'].map((name) => secrets.make(name).reveal());
    const [bearer = '', cookie = '', query = '', body = '', path = ''] = marks;
    for (const [name, value] of Object.entries({ accessToken, triggerSecret, examplePassword, exampleSession })) {
      secrets.mark(name, value);
    }
    for (const name of Object.keys(routes) as RouteName[]) {
      const { method, path: pattern } = routes[name];
      const url = `${pattern.replaceAll(/:\w+/g, encodeURIComponent(path))}?token=${encodeURIComponent(query)}`;
      const payload = { token: body, password: body, credential: { kind: 'token', token: body }, clientSecret: body };
      const sent = method === 'GET' || method === 'DELETE' ? {} : { payload };
      for (const token of [bearer, accessToken]) {
        // An event stream ends only when somebody lets go of it.
        if (name.toLowerCase().includes('event') && token === accessToken) continue;
        const headers = {
          authorization: `Bearer ${token}`,
          cookie: `branchline_session=${encodeURIComponent(cookie)}`,
        };
        await test.server.inject({ method, url, headers, ...sent });
      }
    }
    for (const url of ['/webhooks/', '/jira-webhooks/', '/', '/link/', '/oauth/callback/']) {
      await ask(`${url}${encodeURIComponent(path)}?code=${encodeURIComponent(query)}`);
    }
    await test.server.inject({
      method: 'POST',
      url: '/api/v1/session/password',
      payload: { login: 'ada', password: examplePassword },
    });
    expect(lines.length).toBeGreaterThan(100);
    expect(lines.flatMap((line) => secrets.placesIn(line, line))).toEqual([]);
  });
});
