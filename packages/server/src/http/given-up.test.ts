/** Work for a request hears that its connection has closed, and nothing when the answer went out. */

import Fastify, { type FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { givenUp } from './given-up.ts';

let server: FastifyInstance;
let address: string;
let signal: AbortSignal;
let asked: PromiseWithResolvers<void>;
const stopped = Promise.withResolvers<void>();
const closed = Promise.withResolvers<void>();

beforeAll(async () => {
  server = Fastify();
  server.get('/slow', async (_request, reply) => {
    const stopping = givenUp(reply);
    stopping.addEventListener('abort', () => stopped.resolve());
    asked.resolve();
    await stopped.promise;
    return '';
  });
  server.get('/quick', (_request, reply) => {
    signal = givenUp(reply);
    reply.raw.once('close', () => closed.resolve());
    return reply.send('done');
  });
  address = await server.listen({ host: '127.0.0.1', port: 0 });
});
afterAll(() => server.close());

it('stops when whoever asked has gone', async () => {
  asked = Promise.withResolvers();
  const leaving = new AbortController();
  const request = fetch(`${address}/slow`, { signal: leaving.signal }).catch(() => 'gone');
  await asked.promise;
  leaving.abort();
  expect(await request).toBe('gone');
  await stopped.promise;
});

it('does not stop after an answer', async () => {
  expect(await (await fetch(`${address}/quick`)).text()).toBe('done');
  await closed.promise;
  expect(signal.aborted).toBe(false);
});
