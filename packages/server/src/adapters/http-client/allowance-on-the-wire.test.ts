import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { plainNetwork } from '@branchline/domain';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { failureOf } from '../../test-support/failure-of.ts';
import { testNetwork } from '../../test-support/test-network.ts';
import type { HttpRequest } from './http-client.ts';
import type { ClientWish, Network } from './network.ts';

/** A service that counts: ten requests a window; an unchanged answer is free, and its search has a count of its own. */
const service = { remaining: 10, searches: 3, asked: 0, retryAfter: undefined as string | undefined };
const resetSeconds = Math.floor(Date.parse('2026-03-01T13:00:00Z') / 1000);
let server: Server;
let time: number;
let network: Network;

beforeEach(async () => {
  Object.assign(service, { remaining: 10, searches: 3, asked: 0, retryAfter: undefined });
  time = Date.parse('2026-03-01T12:00:00Z');
  network = testNetwork({ clock: { now: () => new Date(time) } });
  server = createServer((request, response) => {
    service.asked += 1;
    if (service.retryAfter !== undefined) {
      return void response.writeHead(403, { 'retry-after': service.retryAfter }).end('Slow down.');
    }
    const isSearch = request.url === '/search';
    const isFree = request.headers['if-none-match'] === '"1"';
    if (!isFree) service[isSearch ? 'searches' : 'remaining'] -= 1;
    const left = isSearch ? service.searches : service.remaining;
    const headers = { 'x-left': `${left}`, 'x-count': isSearch ? 'search' : '', 'content-type': 'application/json' };
    return void response.writeHead(isFree ? 304 : 200, headers).end(isFree ? undefined : '{}');
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
});

afterEach(() => {
  server.closeAllConnections();
  server.close();
});

function client(who: ClientWish['for'], budget = 'integration/1') {
  return network.client({
    name: 'GitBarn',
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    settings: plainNetwork,
    budget,
    for: who,
    readAllowance: (headers) => {
      const limit = headers['x-count'] === 'search' ? 3 : 10;
      const remaining = Number(headers['x-left'] ?? Number.NaN);
      return { resource: String(headers['x-count']), limit, remaining, resetAt: new Date(resetSeconds * 1000) };
    },
    judge: ({ status }) => (status === 403 ? { kind: 'rate-limited' } : undefined),
  });
}

function get(more: Partial<HttpRequest<object>> = {}): HttpRequest<object> {
  return { method: 'GET', url: '/', repeatable: false, answer: z.object({}), ...more };
}

describe('requests to a service that counts them', () => {
  it('stop for the background at the reserve, for people at nothing, and cost the service no refusal', async () => {
    const [background, person] = [client('background'), client('person')];
    for (let number = 0; number < 9; number += 1) await background.ask(get());
    const failure = await failureOf(background.ask(get()));
    expect([failure.kind, failure.retryAt]).toEqual(['rate-limited', new Date(resetSeconds * 1000)]);
    await person.ask(get());
    await failureOf(person.ask(get()));
    expect([service.asked, service.remaining]).toEqual([10, 0]);
    time = resetSeconds * 1000;
    service.remaining = 10;
    await background.ask(get());
    expect(service.asked).toBe(11);
  });

  it('go on as long as they are free', async () => {
    const background = client('background');
    for (let number = 0; number < 30; number += 1) await background.askWhole(get({ ifNoneMatch: '"1"' }));
    expect([service.asked, service.remaining]).toEqual([30, 10]);
  });

  it('are on the count they name, and those of others on their own budget', async () => {
    const person = client('person');
    for (let number = 0; number < 3; number += 1) await person.ask(get({ url: '/search', resource: 'search' }));
    await failureOf(person.ask(get({ url: '/search', resource: 'search' })));
    await person.ask(get());
    await client('person', 'integration/2').ask(get({ url: '/search', resource: 'search' }));
    expect(service.asked).toBe(5);
  });

  it('are not sent while the service wants silence, whoever asks', async () => {
    service.retryAfter = '30';
    await failureOf(client('background').ask(get()));
    service.retryAfter = undefined;
    const failure = await failureOf(client('person').ask(get()));
    expect(failure.retryAt).toEqual(new Date('2026-03-01T12:00:30Z'));
    expect(failure.message).toContain('Slow down. Waiting until 2026-03-01 12:00:30 UTC.');
    time += 30_000;
    await client('background').ask(get());
    expect(service.asked).toBe(2);
  });
});
