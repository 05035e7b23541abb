/** People's runs of git take turns; who comes too late, waits too long or has gone does not hold up the others. */

import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { failureOf } from '../../../test-support/failure-of.ts';
import type { GitCall, GitRunner } from '../git-command.ts';
import { fairGit } from './fair-git.ts';

const patience = 1000;
let started: string[];
let finish: Map<string, () => void>;
let fair: GitRunner;

beforeEach(() => {
  vi.useFakeTimers();
  started = [];
  finish = new Map();
  const git: GitRunner = {
    async *stream({ doing }) {
      started.push(doing);
      yield Buffer.from(doing);
      await new Promise<void>((resolve) => finish.set(doing, resolve));
    },
    async output({ doing }) {
      started.push(doing);
      await new Promise<void>((resolve) => finish.set(doing, resolve));
      return Buffer.from(doing);
    },
  };
  fair = fairGit(git, { atOnce: 2, waiting: 2, patience });
});
afterEach(() => {
  vi.useRealTimers();
});

function run(doing: string, stopping?: AbortSignal): Promise<Buffer> {
  return fair.output(callOf(doing, stopping));
}

function callOf(doing: string, stopping?: AbortSignal): GitCall {
  return { doing, arguments: [], timeLimit: 1, stopping };
}

/** Lets everything happen that waits for no time to pass. */
async function settle(): Promise<void> {
  await vi.advanceTimersByTimeAsync(0);
}

it('so many go on at once, and the next begins when one ends', async () => {
  const runs = ['a', 'b', 'c'].map((doing) => run(doing));
  await settle();
  expect(started).toEqual(['a', 'b']);
  finish.get('b')?.();
  await settle();
  expect(started).toEqual(['a', 'b', 'c']);
  finish.get('a')?.();
  finish.get('c')?.();
  expect((await Promise.all(runs)).map(String)).toEqual(['a', 'b', 'c']);
});

it('a stream that is left early gives its turn to the next', async () => {
  const streams = ['a', 'b'].map((doing) => fair.stream(callOf(doing))[Symbol.asyncIterator]());
  for (const stream of streams) await stream.next();
  const waiting = run('c');
  await settle();
  expect(started).toEqual(['a', 'b']);
  const left = streams[0]?.return?.();
  finish.get('a')?.();
  await left;
  await settle();
  expect(started).toEqual(['a', 'b', 'c']);
  finish.get('c')?.();
  expect(String(await waiting)).toBe('c');
});

it('a failed run gives its turn to the next', async () => {
  const failing = fairGit(
    { stream: (call) => fair.stream(call), output: () => Promise.reject(new Error('No.')) },
    { atOnce: 1, waiting: 2, patience },
  );
  const ends = await Promise.allSettled(['a', 'b', 'c'].map((doing) => failing.output(callOf(doing))));
  expect(ends.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
});

it('when too many wait, one more is turned away with words', async () => {
  const runs = ['a', 'b', 'c', 'd'].map((doing) => run(doing));
  const failure = await failureOf(run('Reading a file of app'));
  expect([failure.kind, failure.message]).toEqual([
    'unavailable',
    'Reading a file of app has to wait: many people look into repositories at this moment. Try again in a while.',
  ]);
  for (const doing of ['a', 'b', 'c', 'd']) {
    await settle();
    finish.get(doing)?.();
  }
  await Promise.all(runs);
});

it('who waits too long, or has gone, leaves the queue', async () => {
  const gone = new AbortController();
  const runs = ['a', 'b'].map((doing) => run(doing));
  const late = failureOf(run('late'));
  const left = failureOf(run('left', gone.signal));
  gone.abort();
  await vi.advanceTimersByTimeAsync(patience);
  expect([(await late).kind, (await left).kind]).toEqual(['unavailable', 'unavailable']);
  finish.get('a')?.();
  finish.get('b')?.();
  await Promise.all(runs);
  const next = run('next');
  await settle();
  expect(started).toEqual(['a', 'b', 'next']);
  finish.get('next')?.();
  await next;
});
