import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Secret } from '@branchline/domain';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { failureOf } from '../../test-support/failure-of.ts';
import { wordsOf } from './failure-from.ts';
import { createHttpClient } from './http-client.ts';
import type { HttpClientTools, HttpRequest } from './http-client.ts';

type Handler = (request: IncomingMessage, response: ServerResponse, number: number) => void;

const started = Date.parse('2026-03-01T12:00:00Z');
const shape = z.object({ name: z.string() });
let servers: Server[] = [];
let asked: IncomingMessage[] = [];
let pauses: number[] = [];

beforeEach(() => {
  servers = [];
  asked = [];
  pauses = [];
});

afterEach(() => {
  for (const server of servers) {
    server.closeAllConnections();
    server.close();
  }
});

async function serve(handler: Handler): Promise<string> {
  const server = createServer((request, response) => {
    asked.push(request);
    handler(request, response, asked.length);
  });
  servers.push(server);
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function client(changes: Partial<HttpClientTools> = {}) {
  let time = started;
  return createHttpClient({
    side: { from: 'git-service', name: 'GitBarn' },
    clock: { now: () => new Date(time) },
    log: { info: () => {}, warn: () => {}, error: () => {} },
    random: () => 0.5,
    async sleep(milliseconds) {
      pauses.push(milliseconds);
      time += milliseconds;
    },
    ...changes,
  });
}

function get(url: string, changes: Partial<HttpRequest<{ name: string }>> = {}): HttpRequest<{ name: string }> {
  return { method: 'GET', url, repeatable: true, answer: shape, ...changes };
}

describe('an answer', () => {
  it('is parsed by the given shape', async () => {
    const url = await serve((_request, response) => response.end('{"name":"a","more":1}'));
    expect(await client().ask(get(url))).toEqual({ name: 'a' });
  });

  it('may be empty where the shape allows', async () => {
    const url = await serve((_request, response) => response.writeHead(204).end());
    expect(await client().ask({ ...get(url), answer: z.undefined() })).toBeUndefined();
  });

  it.each([
    ['not JSON', '<html>'],
    ['of another shape', '{"name":1}'],
    ['empty', ''],
  ])('that is %s is an invalid response', async (_what, body) => {
    const url = await serve((_request, response) => response.end(body));
    expect((await failureOf(client().ask(get(url)))).kind).toBe('invalid-response');
  });

  it('may be as large as the limit and no larger', async () => {
    const body = JSON.stringify({ name: 'x'.repeat(100) });
    const url = await serve((_request, response) => response.end(body));
    const limits = (answerBytes: number) => ({ limits: { answerBytes } });
    expect((await client(limits(body.length)).ask(get(url))).name).toHaveLength(100);
    const failure = await failureOf(client(limits(body.length - 1)).ask(get(url)));
    expect(failure.kind).toBe('invalid-response');
    expect(failure.message).toContain('larger than we accept');
  });
});

describe('a refusal', () => {
  it.each([
    [400, 'rejected'],
    [401, 'unauthorized'],
    [403, 'forbidden'],
    [404, 'not-found'],
    [409, 'conflict'],
    [413, 'rejected'],
    [422, 'rejected'],
    [429, 'rate-limited'],
    [500, 'unavailable'],
    [503, 'unavailable'],
  ])('%i is %s, in a whole sentence with the other side’s words', async (status, kind) => {
    const url = await serve((_request, response) =>
      response.writeHead(status).end('{"errorMessages":[{"message":"No way."}]}'),
    );
    const failure = await failureOf(client().ask(get(url, { repeatable: false })));
    expect(failure.kind).toBe(kind);
    expect(failure.from).toBe('git-service');
    expect(failure.message).toMatch(/^GitBarn .*\.( It said: No way\.)$/);
    expect(wordsOf(failure)).toEqual(['No way.']);
  });

  it('quotes sentences that stand under the names of what they are about', async () => {
    const body = '{"errorMessages":[],"errors":{"labels":"No blanks.","fixVersions":["Unknown."]},"id":"not this"}';
    const url = await serve((_request, response) => response.writeHead(400).end(body));
    expect(wordsOf(await failureOf(client().ask(get(url))))).toEqual(['No blanks.', 'Unknown.']);
  });

  it('quotes nothing of a web page', async () => {
    const url = await serve((_request, response) => response.writeHead(403).end('<html>blocked</html>'));
    expect((await failureOf(client().ask(get(url)))).message).not.toContain('html');
  });

  it('never shows a secret, in whatever form it comes back', async () => {
    const secret = new Secret('t0p "secret"/value');
    const token = new Secret('bearer-token-1234');
    const forms = [
      secret.reveal(),
      encodeURIComponent(secret.reveal()),
      JSON.stringify(secret.reveal()),
      Buffer.from(secret.reveal()).toString('base64'),
      token.reveal(),
    ];
    const url = await serve((_request, response) =>
      response.writeHead(400).end(JSON.stringify({ errorMessages: forms })),
    );
    const failure = await failureOf(
      client().ask(
        get(`${url}/${encodeURIComponent(token.reveal())}`, {
          secrets: [secret],
          authorization: { scheme: 'Bearer', secret: token },
        }),
      ),
    );
    const printed = failure.message + JSON.stringify(failure) + JSON.stringify(wordsOf(failure));
    for (const form of forms) expect(printed).not.toContain(form);
    expect(failure.message).toContain('[secret]');
  });
});

describe('repetition', () => {
  it('pauses 2, 4, 8 and 16 seconds, each times 0.7 to 1.3, and then gives up', async () => {
    const url = await serve((_request, response) => response.writeHead(503).end());
    expect((await failureOf(client({ random: () => 0 }).ask(get(url)))).kind).toBe('unavailable');
    expect(pauses).toEqual([1400, 2800, 5600, 11_200]);
    pauses = [];
    await failureOf(client({ random: () => 1 }).ask(get(url)));
    expect(pauses).toEqual([2600, 5200, 10_400, 20_800]);
    expect(asked).toHaveLength(10);
  });

  it('ends with the first good answer', async () => {
    const url = await serve((_request, response, number) =>
      number === 1 ? response.writeHead(500).end() : response.end('{"name":"a"}'),
    );
    expect(await client().ask(get(url))).toEqual({ name: 'a' });
    expect(pauses).toEqual([2000]);
  });

  it('also follows a cut connection', async () => {
    const url = await serve((request, response, number) =>
      number === 1 ? request.socket.destroy() : response.end('{"name":"a"}'),
    );
    expect(await client().ask(get(url))).toEqual({ name: 'a' });
  });

  it('waits as long as Retry-After says when that is short', async () => {
    const url = await serve((_request, response, number) =>
      number === 1 ? response.writeHead(429, { 'retry-after': '9' }).end() : response.end('{"name":"a"}'),
    );
    await client().ask(get(url));
    expect(pauses).toEqual([9000]);
  });

  it('leaves a long Retry-After to the queue', async () => {
    const url = await serve((_request, response) => response.writeHead(429, { 'retry-after': '120' }).end());
    const failure = await failureOf(client().ask(get(url)));
    expect(failure.kind).toBe('rate-limited');
    expect(failure.retryAt).toEqual(new Date(started + 120_000));
    expect(pauses).toEqual([]);
  });

  it('names a moment even when the other side names none', async () => {
    const url = await serve((_request, response) => response.writeHead(429).end());
    const failure = await failureOf(client().ask(get(url, { repeatable: false })));
    expect(failure.retryAt).toEqual(new Date(started + 60_000));
  });

  it('is not done for what is not safe to repeat', async () => {
    const url = await serve((_request, response) => response.writeHead(503).end());
    await failureOf(client().ask(get(url, { method: 'POST', json: {}, repeatable: false })));
    expect(asked).toHaveLength(1);
  });

  it.each([400, 401, 403, 404, 409, 422])('is not done after %i', async (status) => {
    const url = await serve((_request, response) => response.writeHead(status).end());
    await failureOf(client().ask(get(url)));
    expect(asked).toHaveLength(1);
  });
});

describe('the network', () => {
  it('that refuses the connection makes it unavailable', async () => {
    const url = await serve(() => {});
    await new Promise((resolve) => servers[0]?.close(resolve));
    const failure = await failureOf(client().ask(get(url, { repeatable: false })));
    expect(failure.kind).toBe('unavailable');
    expect(failure.message).toMatch(/^GitBarn could not be reached .*ECONNREFUSED/);
  });

  it('that stays silent makes it unavailable once the time is up', async () => {
    const url = await serve(() => {});
    const failure = await failureOf(client({ limits: { timeMilliseconds: 30 } }).ask(get(url, { repeatable: false })));
    expect(failure.kind).toBe('unavailable');
    expect(failure.message).toContain('did not answer in time');
  });
});

describe('a redirect', () => {
  const authorization = { scheme: 'Bearer', secret: new Secret('bearer-token') } as const;

  it('to the same origin is followed with the credential', async () => {
    const url = await serve((request, response) =>
      request.url === '/new' ? response.end('{"name":"a"}') : response.writeHead(301, { location: '/new' }).end(),
    );
    expect(await client().ask(get(`${url}/old`, { authorization }))).toEqual({ name: 'a' });
    expect(asked[1]?.headers.authorization).toBe('Bearer bearer-token');
  });

  it('to another host is refused and the host never asked', async () => {
    const other = await serve((_request, response) => response.end('{"name":"thief"}'));
    const url = await serve((_request, response) => response.writeHead(307, { location: other }).end());
    const failure = await failureOf(client().ask(get(url, { authorization })));
    expect(failure.kind).toBe('invalid-response');
    expect(failure.message).toContain('another host');
    expect(asked).toHaveLength(1);
  });

  it('in a circle ends', async () => {
    const url = await serve((_request, response) => response.writeHead(302, { location: '/' }).end());
    expect((await failureOf(client().ask(get(url)))).kind).toBe('invalid-response');
    expect(asked).toHaveLength(4);
  });

  it('that would turn a POST into a GET is refused', async () => {
    const url = await serve((_request, response) => response.writeHead(302, { location: '/x' }).end());
    const failure = await failureOf(client().ask(get(url, { method: 'POST', json: {} })));
    expect(failure.kind).toBe('invalid-response');
    expect(asked).toHaveLength(1);
  });
});
