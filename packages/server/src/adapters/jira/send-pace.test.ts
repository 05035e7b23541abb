/** Sending keeps below Jira's limits, events go before history, and history steps back when Jira says so. */

import { Failure } from '@branchline/domain';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { failureOf } from '../../test-support/failure-of.ts';
import type { HttpClient, HttpRequest } from '../http-client/http-client.ts';
import type { AnswerHeaders } from '../http-client/retry-after.ts';
import { pacedClient } from './paced-client.ts';
import { createSendPace, type SendWish } from './send-pace.ts';

const event: SendWish = { isHistory: false, isDeletion: false };
const history: SendWish = { isHistory: true, isDeletion: false };
const deletion: SendWish = { isHistory: false, isDeletion: true };
const start = Date.parse('2026-03-01T12:00:00Z');

function openPace() {
  let now = start;
  const clock = { now: () => new Date(now) };
  const pace = createSendPace({ clock, sleep: async (milliseconds) => void (now += milliseconds) });
  return {
    pace,
    clock,
    advance: (milliseconds: number) => void (now += milliseconds),
    /** Milliseconds since the start at which each began, asked one after the other. */
    beginnings: async (wish: SendWish, count: number, headers: AnswerHeaders = {}): Promise<readonly number[]> => {
      const at: number[] = [];
      for (let each = 0; each < count; each += 1) {
        await pace.run(wish, async () => {
          at.push(now - start);
          return { headers };
        });
      }
      return at;
    },
  };
}

/** Work that ends when it is told to. */
function held() {
  const begun: string[] = [];
  const ends = new Map<string, () => void>();
  return {
    begun,
    work: (name: string) => () =>
      new Promise<{ headers: AnswerHeaders }>((resolve) => {
        begun.push(name);
        ends.set(name, () => resolve({ headers: {} }));
      }),
    end: (name: string) => ends.get(name)?.(),
  };
}

it.each([
  ['reads and writes', event, 100],
  ['deletions', deletion, 50],
])('begins fewer %s in a second than Jira takes', async (_, wish, limit) => {
  const times = await openPace().beginnings(wish, 250);
  for (const from of times) {
    expect(times.filter((at) => at >= from && at < from + 1000).length).toBeLessThan(limit);
  }
  expect(times.at(-1)).toBeLessThan(8000);
});

it('has at most four under way, one of them never history, and lets events in first', async () => {
  const { pace } = openPace();
  const { begun, work, end } = held();
  const running = [1, 2, 3, 4].map((number) => pace.run(history, work(`history ${number}`)));
  await Promise.resolve();
  running.push(pace.run(event, work('event 1')), pace.run(event, work('event 2')));
  await new Promise(setImmediate);
  expect(begun).toEqual(['history 1', 'history 2', 'history 3', 'event 1']);
  end('history 1');
  await new Promise(setImmediate);
  expect(begun.slice(4)).toEqual(['event 2']);
  end('history 2');
  await new Promise(setImmediate);
  expect(begun.slice(5)).toEqual(['history 4']);
  for (const name of begun) end(name);
  await Promise.all(running);
});

it('sends history apart while Jira says that the limit is near, and events as before', async () => {
  const { beginnings } = openPace();
  const near = { 'x-ratelimit-nearlimit': 'true' };
  expect(await beginnings(history, 3, near)).toEqual([0, 2000, 4000]);
  expect(await beginnings(event, 2, near)).toEqual([4000, 4000]);
  // The first that brings no such word is still apart from the one before.
  expect(await beginnings(history, 3)).toEqual([6000, 6000, 6000]);
});

it('sends no history until the moment that Jira named, whoever was told', async () => {
  const { pace, beginnings, advance } = openPace();
  const retryAt = new Date(start + 30_000);
  const refused = new Failure('rate-limited', 'jira', 'Slow down.', { retryAt });
  await expect(pace.run(event, () => Promise.reject(refused))).rejects.toBe(refused);
  const failure = await failureOf(beginnings(history, 1));
  expect(failure).toMatchObject({ kind: 'rate-limited', retryAt });
  expect(failure.message).toBe('Jira asked us to slow down; history goes on at 12:00:30 UTC.');
  expect(await beginnings(event, 1)).toEqual([0]);
  advance(30_000);
  expect(await beginnings(history, 1)).toEqual([30_000]);
});

it('does not repeat history on the spot, so that nobody waits behind its pauses', async () => {
  const asked: HttpRequest<unknown>[] = [];
  const http = {
    askWhole: async (request: HttpRequest<unknown>) => {
      asked.push(request);
      return { status: 202, headers: {}, answer: undefined };
    },
  } as unknown as HttpClient;
  const client = pacedClient(http, openPace().pace);
  const request = { method: 'POST', url: 'https://jira.example/bulk', repeatable: true, answer: z.unknown() } as const;
  await client.ask({ ...request, json: { operationType: 'BACKFILL' } });
  await client.ask({ ...request, json: { operationType: 'NORMAL' } });
  await client.ask({ ...request, method: 'DELETE' });
  expect(asked.map(({ repeatable }) => repeatable)).toEqual([false, true, true]);
});
