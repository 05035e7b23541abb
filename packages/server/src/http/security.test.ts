import { once } from 'node:events';
import { connect, type AddressInfo } from 'node:net';
import { Problem, eventsPath, routes, type Route, type RouteName } from '@branchline/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { routeCases } from '../test-support/route-cases.ts';
import { accessToken, addExamples, startTestServer, type TestServer } from '../test-support/test-server.ts';
import { createHandlers } from './handlers.ts';
import { createServer, type ServerDeps } from './server.ts';

const bearer = { authorization: `Bearer ${accessToken}` };
const shown = (Object.entries(routes) as [RouteName, Route][]).filter(([, { method }]) => method === 'GET');
const pages = ['/', '/index.html', '/issues/ABC-1', '/sign-in', '/link', '/api', '/no/such/page', '/assets/app.js'];
const others = ['/healthz', '/readyz', '/api/v1/nowhere', '/assets/gone.js'];

let test: TestServer;

beforeAll(async () => {
  test = await startTestServer();
  await addExamples(test);
});
afterAll(() => test.stop());

/** Another server over the same store. */
function serverWith(overrides: Partial<ServerDeps>) {
  const deps = { ...test.deps, ...overrides };
  return createServer(deps, createHandlers(deps));
}

function policyOf(headers: Readonly<Record<string, unknown>>): ReadonlyMap<string, string> {
  const directives = String(headers['content-security-policy']).split(';');
  return new Map(directives.map((each) => [each.split(' ', 1)[0] ?? '', each.slice(each.indexOf(' ') + 1)]));
}

function expectSafe(headers: Readonly<Record<string, unknown>>, framedBy: string): void {
  const policy = policyOf(headers);
  expect(Object.fromEntries(policy)).toEqual({
    'default-src': "'none'",
    'script-src': "'self'",
    'style-src': "'self'",
    'connect-src': "'self'",
    'font-src': "'self'",
    'img-src': "'self' data:",
    'manifest-src': "'self'",
    'base-uri': "'none'",
    'form-action': "'self'",
    'require-trusted-types-for': "'script'",
    'trusted-types': "'none'",
    'frame-ancestors': framedBy,
  });
  expect(headers).toMatchObject({
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'same-origin',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
  });
  expect(headers['permissions-policy']).toContain('camera=()');
  for (const name of ['x-powered-by', 'access-control-allow-origin', 'x-frame-options']) {
    expect(headers).not.toHaveProperty(name);
  }
}

describe('headers', () => {
  it.each(shown)('of %s let no page do anything with it, and nobody keep it', async (name, { path }) => {
    const answer = await test.server.inject({
      url: `${path.replace(/\/:.*$/, '')}${routeCases[name].path ?? ''}`,
      headers: bearer,
    });
    expectSafe(answer.headers, "'none'");
    expect(answer.headers['cache-control']).toBe('no-store');
    const type = String(answer.headers['content-type']);
    expect(type).toMatch(/^(?:application\/(?:problem\+)?json|text\/csv|application\/x-ndjson)/u);
    // What is no JSON is a file: a browser must not show it as a page of ours.
    const shownAs = type.includes('json') ? 'attachment' : answer.headers['content-disposition'];
    expect(shownAs).toMatch(/^attachment/u);
  });

  it.each([...pages, ...others])('of %s are strict, and nobody may show it in a frame', async (url) => {
    const { headers } = await test.server.inject({ url });
    expectSafe(headers, "'none'");
    expect(headers['content-type']).toBeDefined();
  });

  it('let Jira show the pages that are made for it, and only those', async () => {
    const { headers } = await test.server.inject({ url: '/embedded/issues/ABC-1' });
    expectSafe(headers, "'self' https://jira.example");
    for (const url of ['/embedded', '/embeddedx/', '/x/embedded/', '/?/embedded/', '/api/v1/embedded/']) {
      expect(policyOf((await test.server.inject({ url })).headers).get('frame-ancestors')).toBe("'none'");
    }
  });

  it('of what cannot be read as an address let it do nothing', async () => {
    const { headers } = await test.server.inject({ url: '/%' });
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'",
    });
  });

  it('of refusals are the same', async () => {
    const refused = [
      await test.server.inject({ url: '/api/v1/overview' }),
      await test.server.inject({
        method: 'POST',
        url: '/api/v1/explain',
        headers: { ...bearer, origin: 'https://a.b' },
      }),
      await test.server.inject({ url: eventsPath }),
    ];
    expect(refused.map(({ statusCode }) => statusCode)).toEqual([401, 403, 401]);
    for (const { headers } of refused) expectSafe(headers, "'none'");
  });

  it('send browsers to https only where the installation is reached by it', async () => {
    const plain = await test.server.inject({ url: '/' });
    expect(plain.headers).not.toHaveProperty('strict-transport-security');
    const server = await serverWith({ secure: true });
    const { headers } = await server.inject({ url: '/' });
    expect(headers['strict-transport-security']).toContain('max-age=31536000');
    await server.close();
  });
});

describe('the session cookie', () => {
  const signIn = { method: 'POST', url: '/api/v1/session', payload: { token: accessToken } } as const;

  it('is out of reach of scripts and of other pages', async () => {
    const answer = await test.server.inject(signIn);
    expect(answer.cookies).toMatchObject([{ name: 'branchline_session', path: '/', httpOnly: true, sameSite: 'Lax' }]);
    expect(answer.cookies[0]).not.toHaveProperty('secure');
  });

  it('belongs to this very address where it is reached by https, and is not taken under another name', async () => {
    const server = await serverWith({ secure: true });
    const [cookie] = (await server.inject(signIn)).cookies;
    expect(cookie).toMatchObject({ name: '__Host-branchline_session', path: '/', httpOnly: true, secure: true });
    expect(cookie).not.toHaveProperty('domain');
    const value = cookie?.value ?? '';
    const asked = async (name: string) =>
      (await server.inject({ url: '/api/v1/jobs', cookies: { [name]: value } })).statusCode;
    expect(await asked('__Host-branchline_session')).toBe(200);
    expect(await asked('branchline_session')).toBe(401);
    await server.close();
  });
});

describe('slow and large requests', () => {
  const requestTimes = { headers: 40, request: 80, look: 5, headerBytes: 2000 };

  /** What comes back over a bare connection until the other side ends it. */
  async function exchange(port: number, text: string): Promise<string> {
    const socket = connect(port, '127.0.0.1');
    socket.write(text);
    let answer = '';
    socket.setEncoding('utf8').on('data', (part: string) => void (answer += part));
    await once(socket, 'close');
    return answer;
  }

  it.each([
    ['headers never end', 'GET / HTTP/1.1\r\nhost: a\r\n', 408, 'The request took too long to arrive'],
    [
      'body never comes',
      `POST /api/v1/explain HTTP/1.1\r\nhost: a\r\nauthorization: Bearer ${accessToken}\r\n` +
        'content-type: application/json\r\ncontent-length: 100\r\n\r\n{',
      408,
      'The request took too long to arrive',
    ],
    [
      'headers are too large',
      `GET / HTTP/1.1\r\nhost: a\r\nx: ${'x'.repeat(2100)}\r\n\r\n`,
      431,
      'The headers of the request are too large',
    ],
    ['words are none of HTTP', 'hello\r\n\r\n', 400, 'This is no request of HTTP'],
  ])('are ended when the %s', async (_how, text, status, title) => {
    const server = await serverWith({ requestTimes });
    await server.listen({ port: 0, host: '127.0.0.1' });
    const { port } = server.server.address() as AddressInfo;
    const answer = await exchange(port, text);
    expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `, 'u'));
    expect(Problem.parse(JSON.parse(answer.slice(answer.indexOf('{'))))).toMatchObject({ title, status });
    await server.close();
  });
});
