/** Asking for ourselves from outside: who is reached, what is never asked, and what other machines say the time is. */

import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { heardClocks } from './heard-clocks.ts';
import { createPublicAddress } from './public-address.ts';

let server: Server;
let url: string;
const asked: string[] = [];

beforeAll(async () => {
  server = createServer((request, response) => {
    asked.push(request.url ?? '');
    if (request.url === '/moved') response.writeHead(302, { location: 'http://169.254.169.254/' }).end();
    else response.end(request.url === '/long' ? 'x'.repeat(100_000) : 'it is us');
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  url = `http://git.example:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const at =
  (...addresses: readonly string[]) =>
  async () =>
    addresses;

describe('the public address', () => {
  it.each([
    [['93.184.216.34'], 'everybody'],
    [['10.1.2.3'], 'own network'],
    [['93.184.216.34', '10.1.2.3'], 'own network'],
    [['127.0.0.1'], 'this machine'],
    [['::1'], 'this machine'],
    [[], undefined],
  ])('%j is reached by %s', async (addresses, reach) => {
    expect(await createPublicAddress('https://git.example', at(...addresses)).reach()).toBe(reach);
  });

  it('is asked, also in a private network', async () => {
    const answer = await createPublicAddress(url, at('127.0.0.1')).ask('/healthz/proof?challenge=x');
    expect(answer).toEqual({ outcome: 'answered', status: 200, body: 'it is us' });
    expect(asked.at(-1)).toBe('/healthz/proof?challenge=x');
  });

  it('is never asked where metadata services live, and nothing is followed there', async () => {
    const before = asked.length;
    const metadata = await createPublicAddress(url, at('169.254.169.254')).ask('/');
    expect(metadata).toEqual({ outcome: 'silent', because: expect.stringContaining('never asked') });
    expect(asked).toHaveLength(before);
    expect(await createPublicAddress(url, at('127.0.0.1')).ask('/moved')).toMatchObject({ status: 302 });
  });

  it('says what is wrong when nobody answers, and reads no more than it needs', async () => {
    const nobody = await createPublicAddress('http://git.example:1', at('127.0.0.1')).ask('/');
    expect(nobody).toEqual({ outcome: 'silent', because: expect.stringContaining('ECONNREFUSED') });
    const nowhere = await createPublicAddress(url, at()).ask('/');
    expect(nowhere).toEqual({ outcome: 'silent', because: 'The name git.example cannot be resolved.' });
    const long = await createPublicAddress(url, at('127.0.0.1')).ask('/long');
    expect(long.outcome === 'answered' && long.body.length).toBeLessThan(100_000);
  });
});

describe('clocks that were heard', () => {
  const now = new Date('2026-03-01T12:00:00Z');

  it('are kept by host, the last word of each', () => {
    const clocks = heardClocks();
    clocks.hear('a.example', 'Sun, 01 Mar 2026 12:00:30 GMT', now);
    clocks.hear('b.example', 'Sun, 01 Mar 2026 11:59:00 GMT', now);
    clocks.hear('a.example', 'Sun, 01 Mar 2026 12:00:10 GMT', now);
    for (const odd of [undefined, '', 'yesterday']) clocks.hear('c.example', odd, now);
    expect(clocks.list()).toEqual([
      { host: 'b.example', aheadMilliseconds: -60_000, at: now },
      { host: 'a.example', aheadMilliseconds: 10_000, at: now },
    ]);
  });

  it('are never more than two hundred', () => {
    const clocks = heardClocks();
    for (let host = 0; host < 300; host += 1) clocks.hear(`h${host}`, now.toUTCString(), now);
    expect(clocks.list()).toHaveLength(200);
    expect(clocks.list().at(-1)?.host).toBe('h299');
  });
});
