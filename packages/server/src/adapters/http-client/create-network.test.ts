import { createServer } from 'node:http';
import type { IncomingMessage, RequestListener, Server } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { plainNetwork, Secret } from '@branchline/domain';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { ownCertificate } from '../../test-support/certificates.ts';
import { failureOf } from '../../test-support/failure-of.ts';
import { startProxy, type TestProxy } from '../../test-support/start-proxy.ts';
import { testNetwork } from '../../test-support/test-network.ts';
import type { NetworkTools } from './create-network.ts';
import type { HttpRequest } from './http-client.ts';
import type { ClientWish } from './network.ts';

let servers: Server[] = [];
let asked: IncomingMessage[] = [];
let proxy: TestProxy;

beforeEach(async () => {
  servers = [];
  asked = [];
  proxy = await startProxy();
});

afterEach(async () => {
  await proxy.close();
  for (const server of servers) {
    server.closeAllConnections();
    server.close();
  }
});

const tls = ownCertificate();
const tlsForOther = ownCertificate('DNS:other.example');

async function serve(handler: RequestListener = good, secure?: typeof tls): Promise<number> {
  const answer: RequestListener = (request, response) => {
    asked.push(request);
    handler(request, response);
  };
  const server = secure === undefined ? createServer(answer) : createSecureServer(secure, answer);
  servers.push(server);
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return (server.address() as AddressInfo).port;
}

const good: RequestListener = (_request, response) =>
  response.writeHead(200, { 'content-type': 'application/json', etag: '"1"' }).end('{"name":"a"}');

function client(baseUrl: string, wish: Partial<ClientWish> = {}, tools: Partial<NetworkTools> = {}) {
  const usual = { name: 'GitBarn', settings: plainNetwork, budget: 'integration/1', for: 'background' } as const;
  return testNetwork(tools).client({ ...usual, baseUrl, ...wish });
}

const shape = z.object({ name: z.string() });

function get(url: string, more: Partial<HttpRequest<{ name: string }>> = {}): HttpRequest<{ name: string }> {
  return { method: 'GET', url, repeatable: false, answer: shape, ...more };
}

describe('a client', () => {
  it('asks paths below its base address, and whole addresses of the same origin', async () => {
    const port = await serve();
    const http = client(`http://127.0.0.1:${port}/api/v3`);
    expect(await http.ask(get('/user'))).toEqual({ name: 'a' });
    await http.ask(get(`http://127.0.0.1:${port}/login`));
    expect(asked.map(({ url }) => url)).toEqual(['/api/v3/user', '/login']);
  });

  it.each(['http://thief.example/user', 'https://127.0.0.1/user', 'nonsense', 'file:///etc/passwd'])(
    'never asks %s',
    async (url) => {
      const port = await serve();
      const failure = await failureOf(client(`http://127.0.0.1:${port}`).ask(get(url)));
      expect(failure.kind).toBe('rejected');
      expect(failure.message).toContain('Nothing was sent there.');
    },
  );

  it('tells status and headers, and that nothing changed', async () => {
    const port = await serve((request, response) =>
      request.headers['if-none-match'] === '"1"' ? response.writeHead(304).end() : good(request, response),
    );
    const http = client(`http://127.0.0.1:${port}`);
    const first = await http.askWhole(get('/'));
    expect([first.status, first.headers['etag'], first.answer?.name]).toEqual([200, '"1"', 'a']);
    const second = await http.askWhole(get('/', { ifNoneMatch: '"1"' }));
    expect([second.status, second.answer]).toEqual([304, undefined]);
  });

  it('sends a patch, a form, and takes text', async () => {
    const bodies: string[] = [];
    const port = await serve((request, response) => {
      request.setEncoding('utf8').on('data', (text: string) => bodies.push(`${request.method} ${text}`));
      request.on('end', () => response.writeHead(200, { 'content-type': 'text/plain' }).end('<words>'));
    });
    const http = client(`http://127.0.0.1:${port}`);
    const request = { url: '/', repeatable: false, expects: 'text', answer: z.string() } as const;
    expect(await http.ask({ ...request, method: 'PATCH', json: { a: 1 } })).toBe('<words>');
    await http.ask({ ...request, method: 'POST', form: { code: 'x y' } });
    expect(bodies).toEqual(['PATCH {"a":1}', 'POST code=x+y']);
  });

  it('lets the service’s own way of refusing be judged first', async () => {
    const port = await serve((_request, response) =>
      response.writeHead(403).end('You have exceeded a secondary limit'),
    );
    const retryAt = new Date('2030-01-01T00:00:00Z');
    const http = client(`http://127.0.0.1:${port}`, {
      judge: ({ status, body }) =>
        status === 403 && body.includes('secondary')
          ? { kind: 'rate-limited', retryAt, sentence: 'GitBarn wants a pause.' }
          : undefined,
    });
    const failure = await failureOf(http.ask(get('/')));
    expect([failure.kind, failure.retryAt]).toEqual(['rate-limited', retryAt]);
    expect(failure.message).toMatch(/^GitBarn wants a pause\. .*exceeded a secondary limit$/);
  });
});

describe('an answer that is', () => {
  it.each([
    ['a web page', 'text/html; charset=utf-8', '{"name":"a"}', 'a web page and not data'],
    ['a web page without a type', undefined, '<!DOCTYPE html>', 'a web page and not data'],
    ['of another type', 'application/xml', '{"name":"a"}', 'application/xml'],
    ['cut off', 'application/json', '{"name":"a', 'cut off'],
  ])('%s is an invalid response that says so', async (_what, type, body, words) => {
    const port = await serve((_request, response) =>
      response.writeHead(200, type === undefined ? {} : { 'content-type': type }).end(body),
    );
    const failure = await failureOf(client(`http://127.0.0.1:${port}`).ask(get('/')));
    expect(failure.kind).toBe('invalid-response');
    expect(failure.message).toContain(words);
  });
});

describe('a host', () => {
  it.each([
    ['on plain http, where that is not allowed', 'http://git.example.com', {}, 'plain http'],
    ['in a private network', 'https://10.0.0.1', {}, 'private network'],
    ['in decimal', 'https://2130706433', {}, 'private network'],
    ['of metadata', 'https://169.254.169.254', { allowPrivateHosts: true }, 'never allowed'],
    ['of metadata inside IPv6', 'https://[::ffff:a9fe:a9fe]', { allowPrivateHosts: true }, 'never allowed'],
    ['whose name leads to one', 'https://git.example.com', { findAddresses: async () => ['10.0.0.1'] }, 'private'],
  ])('%s is refused', async (_which, baseUrl, rules, words) => {
    const tools = { allowPrivateHosts: false, allowPlainHttp: false, findAddresses: async () => ['8.8.8.8'], ...rules };
    const failure = await failureOf(client(baseUrl, {}, tools).ask(get('/')));
    expect(failure.kind).toBe('rejected');
    expect(failure.message).toContain(words);
  });

  it('is resolved once, and connected to at the address that was judged', async () => {
    const port = await serve();
    const names: string[] = [];
    const findAddresses = async (name: string) => {
      names.push(name);
      return ['127.0.0.1'];
    };
    const http = client(`http://git.example.invalid:${port}`, {}, { findAddresses });
    await http.ask(get('/'));
    expect(names).toEqual(['git.example.invalid']);
    expect(asked[0]?.headers.host).toBe(`git.example.invalid:${port}`);
  });

  it('that redirects to metadata is not followed', async () => {
    const port = await serve((_request, response) =>
      response.writeHead(302, { location: 'http://169.254.169.254/latest' }).end(),
    );
    const failure = await failureOf(client(`http://127.0.0.1:${port}`).ask(get('/')));
    expect([failure.kind, failure.message]).toEqual(['invalid-response', expect.stringContaining('another host')]);
  });
});

describe('a proxy', () => {
  const through = (proxyUrl: string): Partial<ClientWish> => ({ settings: { ...plainNetwork, proxyUrl } });

  it('passes plain http on, and resolves the name itself', async () => {
    const port = await serve();
    const findAddresses = async () => Promise.reject(new Error('not asked'));
    const http = client(`http://git.example.invalid:${port}`, through(proxy.url), { findAddresses });
    expect(await http.ask(get('/user'))).toEqual({ name: 'a' });
    expect(proxy.asked).toEqual([`GET http://git.example.invalid:${port}/user`]);
  });

  it('that is not there is named', async () => {
    await proxy.close();
    const failure = await failureOf(client('http://git.example.com', through(proxy.url)).ask(get('/')));
    expect(failure.kind).toBe('unavailable');
    expect(failure.message).toContain(`through the proxy ${proxy.url}`);
  });

  it.each([
    [407, 'rejected'],
    [403, 'rejected'],
    [502, 'unavailable'],
  ] as const)('that refuses with %d makes it %s', async (status, kind) => {
    proxy.refusesWith = status;
    const failure = await failureOf(client('https://git.example.com', through(proxy.url)).ask(get('/')));
    expect(failure.kind).toBe(kind);
    expect(failure.message).toContain(`the proxy ${proxy.url} refused to connect us to it, with status ${status}`);
  });

  it('is not asked for hosts that are never allowed', async () => {
    for (const host of ['169.254.169.254', 'metadata.google.internal']) {
      const failure = await failureOf(client(`http://${host}`, through(proxy.url)).ask(get('/')));
      expect(failure.message).toContain('never allowed');
    }
    expect(proxy.asked).toEqual([]);
  });

  it.each(['http', 'https'])('must itself be allowed, whatever its name leads to, for %s', async (protocol) => {
    const rules = { allowPrivateHosts: false, findAddresses: async () => ['10.0.0.1'] };
    const make = () => client('https://git.example.com', through(proxy.url), rules);
    expect(make).toThrow('private network');
    const named = client(`${protocol}://git.example.com`, through('http://proxy.example:3128'), rules);
    const failure = await failureOf(named.ask(get('/')));
    expect([failure.kind, failure.message]).toEqual(['rejected', expect.stringContaining('"proxy.example"')]);
  });
});

describe.skipIf(tls === undefined)('over https (skipped without openssl)', () => {
  const trusting = (certificates = tls) => ({ ...plainNetwork, trustedCertificates: certificates?.cert ?? '' });

  it('a certificate nobody knows is refused with the remedy', async () => {
    const port = await serve(good, tls);
    const failure = await failureOf(client(`https://127.0.0.1:${port}`).ask(get('/')));
    expect(failure.kind).toBe('rejected');
    expect(failure.message).toContain("Add the certificate of its authority to the integration's trusted certificates");
  });

  it('given certificates are trusted, also through a proxy', async () => {
    const port = await serve(good, tls);
    const url = `https://127.0.0.1:${port}`;
    expect(await client(url, { settings: trusting() }).ask(get('/'))).toEqual({ name: 'a' });
    const authorization = { scheme: 'Bearer', secret: new Secret('the-token') } as const;
    const settings = { ...trusting(), proxyUrl: proxy.url };
    expect(await client(url, { settings }).ask(get('/', { authorization }))).toEqual({ name: 'a' });
    expect(proxy.asked).toEqual([`CONNECT 127.0.0.1:${port}`]);
    expect(asked.at(-1)?.headers.authorization).toBe('Bearer the-token');
  });

  it('a proxy may be spoken to by https', async () => {
    const secure = await startProxy(tls);
    const port = await serve(good, tls);
    const settings = { ...trusting(), proxyUrl: secure.url };
    expect(await client(`https://127.0.0.1:${port}`, { settings }).ask(get('/'))).toEqual({ name: 'a' });
    expect(secure.asked).toEqual([`CONNECT 127.0.0.1:${port}`]);
    await secure.close();
  });

  it('a certificate for another name is refused, behind a proxy too', async () => {
    const port = await serve(good, tlsForOther);
    for (const settings of [trusting(tlsForOther), { ...trusting(tlsForOther), proxyUrl: proxy.url }]) {
      const failure = await failureOf(client(`https://127.0.0.1:${port}`, { settings }).ask(get('/')));
      expect([failure.kind, failure.message]).toEqual(['rejected', expect.stringContaining('another name')]);
    }
  });

  it('what is not https says so', async () => {
    const port = await serve();
    const failure = await failureOf(client(`https://127.0.0.1:${port}`).ask(get('/')));
    expect([failure.kind, failure.message]).toEqual(['rejected', expect.stringContaining('speaks https')]);
  });

  it('nothing is verified when that is wished, and it is said once for each name', async () => {
    const port = await serve(good, tls);
    const warnings: string[] = [];
    const log = { info: () => undefined, warn: (words: string) => void warnings.push(words), error: () => undefined };
    const network = testNetwork({ log });
    const settings = { ...plainNetwork, verifiesCertificates: false };
    const wish = {
      name: 'GitBarn',
      settings,
      budget: 'b',
      for: 'person',
      baseUrl: `https://127.0.0.1:${port}`,
    } as const;
    expect(await network.client(wish).ask(get('/'))).toEqual({ name: 'a' });
    network.client(wish);
    expect(warnings).toEqual([expect.stringContaining('GitBarn are not verified')]);
  });

  it.each(['', '-----BEGIN CERTIFICATE-----\nx\n-----END CERTIFICATE-----'])('%j is no certificate', (text) => {
    const settings = { ...plainNetwork, trustedCertificates: text };
    expect(() => client('https://git.example.com', { settings })).toThrow('PEM form');
  });
});
