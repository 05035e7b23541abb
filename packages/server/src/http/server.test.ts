import { afterEach, describe, expect, it } from 'vitest';
import { Problem } from '@branchline/contract';
import { accessToken, startTestServer, type TestServer } from '../test-support/test-server.ts';

let test: TestServer | undefined;

async function start(overrides: Parameters<typeof startTestServer>[0] = {}): Promise<TestServer> {
  test = await startTestServer(overrides);
  return test;
}

afterEach(async () => {
  await test?.stop();
  test = undefined;
});

const bearer = { authorization: `Bearer ${accessToken}` };

describe('pages', () => {
  it('any address that is no file is the application, asked for anew each time', async () => {
    const { server } = await start();
    for (const url of ['/', '/issues/ABC-1', '/embedded/issues/ABC-1', '/no/such/page', '/index.html']) {
      const answer = await server.inject({ url });
      expect({ url, status: answer.statusCode }).toEqual({ url, status: 200 });
      expect(answer.body).toContain('<title>Branchline</title>');
      expect(answer.headers['cache-control']).toBe('public, max-age=0');
    }
  });

  it('files are kept for a year: their names change with their content', async () => {
    const { server } = await start();
    const answer = await server.inject({ url: '/assets/app.js' });
    expect(answer.headers['content-type']).toContain('javascript');
    expect(answer.headers['cache-control']).toBe('public, max-age=31536000, immutable');
  });

  it('a file that is not there any more is no page: an old page would take it for a script', async () => {
    const { server } = await start();
    expect((await server.inject({ url: '/assets/gone.js' })).statusCode).toBe(404);
  });

  it.each(['/../package.json', '/..%2f..%2fpackage.json', '/assets/%2e%2e/%2e%2e/package.json'])(
    'nothing outside the pages is served for %s',
    async (url) => {
      const { server } = await start();
      expect((await server.inject({ url })).body).not.toContain('"name"');
    },
  );
});

describe('refusals', () => {
  it('an address of the API that does not exist is a problem', async () => {
    const { server } = await start();
    for (const [method, url] of [
      ['GET', '/api/v1/nothing'],
      ['GET', '/api/'],
      ['POST', '/nothing'],
    ] as const) {
      const answer = await server.inject({ method, url, headers: bearer });
      expect({ url, status: answer.statusCode }).toEqual({ url, status: 404 });
      expect(Problem.parse(answer.json()).type).toBe('not-found');
    }
  });

  it('an address that cannot be read is a problem', async () => {
    const { server } = await start();
    const answer = await server.inject({ url: '/api/v1/repositories/%ff', headers: bearer });
    expect(answer.statusCode).toBe(400);
    expect(Problem.parse(answer.json()).type).toBe('invalid-request');
  });

  it('an issue key as long as Jira allows is read', async () => {
    const { server } = await start();
    const key = `${'A'.repeat(255)}-1`;
    const answer = await server.inject({ url: `/api/v1/issues/${key}/development`, headers: bearer });
    expect(answer.statusCode).toBe(200);
  });

  it('a body above 1 MB is refused in words', async () => {
    const { server } = await start();
    const payload = { text: 'x'.repeat(1_048_576), field: 'text' };
    const answer = await server.inject({ method: 'POST', url: '/api/v1/explain', headers: bearer, payload });
    expect(answer.statusCode).toBe(413);
    expect(Problem.parse(answer.json())).toMatchObject({ title: 'The request is too large' });
  });

  it('what is no JSON is refused in words', async () => {
    const { server } = await start();
    const url = '/api/v1/explain';
    const broken = await server.inject({
      method: 'POST',
      url,
      headers: { ...bearer, 'content-type': 'application/json' },
      payload: '{',
    });
    expect(broken.statusCode).toBe(400);
    expect(Problem.parse(broken.json()).detail).toContain('JSON');
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data']) {
      const headers = { ...bearer, 'content-type': type };
      const answer = await server.inject({ method: 'POST', url, headers, payload: '{"text":"","field":"text"}' });
      expect({ type, status: answer.statusCode }).toEqual({ type, status: 415 });
      expect(Problem.parse(answer.json()).title).toBe('The request is not JSON');
    }
  });

  it('a stranger’s body is not even read', async () => {
    const { server } = await start();
    const payload = { text: 'x'.repeat(1_048_576), field: 'text' };
    const answer = await server.inject({ method: 'POST', url: '/api/v1/explain', payload });
    expect(answer.statusCode).toBe(401);
  });
});

describe('pages of other origins', () => {
  const url = '/api/v1/session';

  async function statusOf(headers: Record<string, string>, method: 'POST' | 'DELETE' = 'POST'): Promise<number> {
    const { server } = await start();
    const payload = method === 'POST' ? { payload: { token: accessToken } } : {};
    return (await server.inject({ method, url, headers: { host: 'branchline.example:8095', ...headers }, ...payload }))
      .statusCode;
  }

  it.each(['cross-site', 'same-site'])('may not act when the browser says %s', async (site) => {
    expect(await statusOf({ 'sec-fetch-site': site, origin: 'http://branchline.example:9000' })).toBe(403);
    await test?.stop();
    expect(await statusOf({ 'sec-fetch-site': site }, 'DELETE')).toBe(403);
  });

  it.each(['http://branchline.example:9000', 'https://evil.example', 'null'])(
    'may not act from %s when the browser tells no more than that',
    async (origin) => expect(await statusOf({ origin })).toBe(403),
  );

  it.each([{ 'sec-fetch-site': 'same-origin' }, { origin: 'http://branchline.example:8095' }, {}] as Record<
    string,
    string
  >[])('are not those that send %o', async (headers) => expect(await statusOf(headers)).toBe(204));

  it('may be where a person came from: reading is not acting', async () => {
    const { server } = await start();
    const headers = { ...bearer, 'sec-fetch-site': 'cross-site' };
    expect((await server.inject({ url: '/api/v1/overview', headers })).statusCode).toBe(200);
  });
});

describe('health', () => {
  it('tells that the process lives and that it is ready, to everybody', async () => {
    const { server } = await start();
    expect((await server.inject({ url: '/healthz' })).json()).toEqual({ status: 'ok' });
    expect((await server.inject({ url: '/readyz' })).json()).toEqual({ status: 'ready' });
  });

  it('is not ready without its database, and lives all the same', async () => {
    const running = await start();
    await running.loseDatabase();
    const { server } = running;
    const answer = await server.inject({ url: '/readyz' });
    expect(answer.statusCode).toBe(503);
    expect(answer.json()).toEqual({ status: 'not ready', detail: 'The database does not answer.' });
    expect((await server.inject({ url: '/healthz' })).statusCode).toBe(200);
  });
});

describe('a defect', () => {
  it('is told to the log and not to the person', async () => {
    const running = await start();
    await running.loseDatabase();
    const { server, logged } = running;
    const answer = await server.inject({ url: '/api/v1/overview', headers: bearer });
    expect(answer.statusCode).toBe(500);
    expect(Problem.parse(answer.json())).toMatchObject({ type: 'defect', status: 500 });
    expect(answer.body).not.toMatch(/driver|destroyed|pool|kysely|postgres/i);
    expect(logged).toHaveLength(1);
  });
});
