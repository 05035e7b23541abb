/** The queue as a whole: real store, real runner, real processes. */

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { Failure } from '@branchline/domain';
import type { AfterFailure, IntegrationId, JiraSiteId, RepositoryId } from '@branchline/domain';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { JobContext, JobName, JobPolicy } from '../../ports/jobs.ts';
import { everyJob } from '../../test-support/every-job.ts';
import { silentLog } from '../../test-support/silent-log.ts';
import { openTestStore } from '../../test-support/test-store.ts';
import type { TestStore } from '../../test-support/test-store.ts';
import { createJobRunner } from './job-runner.ts';

const integration = 1 as IntegrationId;
const clock = { now: () => new Date() };

let test: TestStore;
let running: Promise<void>[];
let stopping: AbortController;

beforeEach(async () => {
  test = await openTestStore();
  running = [];
  stopping = new AbortController();
});
afterEach(async () => {
  stopping.abort();
  await Promise.all(running);
  await test.close();
});

type Handle = (name: JobName, payload: unknown, context: JobContext) => Promise<void>;

function startRunner(handle: Handle, policy: Partial<JobPolicy> = {}, concurrency = 3): void {
  const { connectionString } = test;
  const ledger = test.openLedger();
  const runner = createJobRunner({
    connectionString,
    ledger,
    log: silentLog,
    clock,
    concurrency,
    graceMilliseconds: 50,
  });
  const giveUp: JobPolicy = { decide: () => ({ verdict: 'give-up' }), onGivenUp: () => Promise.resolve() };
  running.push(runner.run(everyJob(handle), { ...giveUp, ...policy }, stopping.signal).finally(() => ledger.close()));
}

function addMirrorJob(repository: number, options: { readonly runAt?: Date; readonly queue?: string } = {}) {
  const payload = { repositoryId: repository as RepositoryId };
  const key = `remove-mirror/${repository}`;
  return test.store.jobs.add('remove-mirror', payload, { key, for: 'person', queue: key, ...options });
}

const eventually = { timeout: 20_000, interval: 20 };

describe('a runner', () => {
  it('runs each job once, however many runners there are', async () => {
    const seen: unknown[] = [];
    const handle: Handle = async (_name, payload) => void seen.push(payload);
    startRunner(handle);
    startRunner(handle);
    await Promise.all(Array.from({ length: 40 }, (_, index) => addMirrorJob(index)));
    await vi.waitFor(async () => expect(await test.store.jobs.list(100)).toEqual([]), eventually);
    expect(seen).toHaveLength(40);
    expect(new Set(seen.map((payload) => JSON.stringify(payload))).size).toBe(40);
  });

  it('runs one job of a queue at a time, the most urgent first', async () => {
    const order: number[] = [];
    let atOnce = 0;
    const add = (repository: number, urgency: 'person' | 'webhook' | 'schedule' | 'history') =>
      test.store.jobs.add(
        'read-files',
        { repositoryId: repository as RepositoryId },
        { key: `r/${repository}`, for: urgency, queue: 'one' },
      );
    await add(4, 'history');
    await add(2, 'webhook');
    await add(1, 'person');
    await add(3, 'schedule');
    startRunner(async (_name, payload) => {
      atOnce += 1;
      expect(atOnce).toBe(1);
      await new Promise(setImmediate);
      order.push((payload as { repositoryId: number }).repositoryId);
      atOnce -= 1;
    });
    await vi.waitFor(() => expect(order).toEqual([1, 2, 3, 4]), eventually);
  });

  it('does not see jobs of a transaction that was rolled back', async () => {
    const seen: unknown[] = [];
    startRunner(async (_name, payload) => void seen.push(payload));
    const broken = test.store.transaction(async ({ jobs }) => {
      await jobs.add('remove-mirror', { repositoryId: 1 as RepositoryId }, { key: 'a', for: 'person', queue: 'a' });
      throw new Error('No.');
    });
    await expect(broken).rejects.toThrow('No.');
    await addMirrorJob(2);
    await vi.waitFor(async () => expect(await test.store.jobs.list(10)).toEqual([]), eventually);
    expect(seen).toEqual([{ repositoryId: 2 }]);
  });

  it('tries again at the moment the policy names, counting tries', async () => {
    const attempts: number[] = [];
    const at = new Date(Date.now() + 3_600_000);
    const decide = (): AfterFailure => ({ verdict: 'retry', at });
    startRunner(
      async (_name, _payload, context) => {
        attempts.push(context.attempt);
        if (context.attempt < 3) throw new Failure('rate-limited', 'jira', 'Too many requests.');
      },
      { decide },
    );
    await addMirrorJob(1);
    for (const tries of [1, 2]) {
      await vi.waitFor(async () => {
        const [job] = await test.store.jobs.list(1);
        expect(job).toMatchObject({ state: 'waiting', attempts: tries, lastError: 'Too many requests.', runAt: at });
      }, eventually);
      // A person asks again, so it starts at once.
      await addMirrorJob(1);
    }
    await vi.waitFor(async () => expect(await test.store.jobs.list(1)).toEqual([]), eventually);
    expect(attempts).toEqual([1, 2, 3]);
  });

  it('keeps a job that was given up for people to see, until it is added again', async () => {
    const givenUp: unknown[] = [];
    startRunner(
      async () => {
        if (givenUp.length === 0) throw new Failure('forbidden', 'git', 'The right to read is missing.');
      },
      { onGivenUp: async (...about) => void givenUp.push(about) },
    );
    await addMirrorJob(1);
    await vi.waitFor(async () => {
      expect(await test.store.jobs.list(5)).toMatchObject([
        { state: 'failed', key: 'remove-mirror/1', attempts: 1, lastError: 'The right to read is missing.' },
      ]);
    }, eventually);
    expect(givenUp).toMatchObject([['remove-mirror', { repositoryId: 1 }, { kind: 'forbidden' }]]);
    await addMirrorJob(1);
    await vi.waitFor(async () => expect(await test.store.jobs.list(5)).toEqual([]), eventually);
  });

  it('tries a defect a few times and then keeps it', async () => {
    startRunner(async () => {
      throw new TypeError('undefined is not a function');
    });
    await addMirrorJob(1);
    for (const attempts of [1, 2, 3, 4]) {
      const waiting = { state: 'waiting', attempts, lastError: 'undefined is not a function' };
      await vi.waitFor(async () => expect(await test.store.jobs.list(5)).toMatchObject([waiting]), eventually);
      await addMirrorJob(1);
    }
    const failed = { state: 'failed', attempts: 5, lastError: 'undefined is not a function' };
    await vi.waitFor(async () => expect(await test.store.jobs.list(5)).toMatchObject([failed]), eventually);
  });

  it('lets jobs of a paused integration wait, also the one that was the reason', async () => {
    const started: JobName[] = [];
    let refuses = true;
    startRunner(
      async (name) => {
        started.push(name);
        if (refuses && name === 'discover-repositories') throw new Failure('unauthorized', 'git', 'Wrong password.');
      },
      { decide: () => ({ verdict: 'pause' }), onGivenUp: () => test.store.jobs.pause(integration) },
      1,
    );
    const add = (name: 'discover-repositories', key: string) =>
      test.store.jobs.add(
        name,
        { integrationId: integration },
        { key, for: 'person', queue: key, integrationId: integration },
      );
    await add('discover-repositories', 'a');
    const waiting = { state: 'waiting', key: 'a', lastError: 'Wrong password.' };
    await vi.waitFor(async () => expect(await test.store.jobs.list(5)).toMatchObject([waiting]), eventually);
    await add('discover-repositories', 'b');
    await addMirrorJob(7);
    await vi.waitFor(() => expect(started).toEqual(['discover-repositories', 'remove-mirror']), eventually);
    refuses = false;
    await test.store.jobs.resume(integration);
    await vi.waitFor(async () => expect(await test.store.jobs.list(5)).toEqual([]), eventually);
    expect(started).toHaveLength(4);
  });

  it('gives up when the pause would not hold the job back', async () => {
    startRunner(
      async () => {
        throw new Failure('unauthorized', 'jira', 'Wrong secret.');
      },
      { decide: () => ({ verdict: 'pause' }) },
    );
    const payload = { jiraRepositoryId: 'x-1', jiraSiteId: 1 as JiraSiteId };
    await test.store.jobs.add('remove-development-information', payload, { key: 'p', for: 'webhook', queue: 'p' });
    await vi.waitFor(
      async () => expect(await test.store.jobs.list(5)).toMatchObject([{ state: 'failed', for: 'webhook' }]),
      eventually,
    );
  });

  it('hands running jobs back when it is stopped, also those that do not listen', async () => {
    let started = 0;
    startRunner(async (_name, payload, { stopping }) => {
      started += 1;
      const listens = (payload as { repositoryId: number }).repositoryId === 1;
      if (!listens) await new Promise(() => undefined);
      await once(stopping, 'abort');
      throw new Failure('unavailable', 'git', 'Interrupted.');
    });
    await addMirrorJob(1);
    await addMirrorJob(2);
    await vi.waitFor(() => expect(started).toBe(2), eventually);
    stopping.abort();
    await Promise.all(running);
    const jobs = await test.store.jobs.list(5);
    expect(jobs.map(({ state, attempts, lastError }) => [state, attempts, lastError])).toEqual([
      ['waiting', 0, undefined],
      ['waiting', 0, undefined],
    ]);
  });

  it('ends a running job that was cancelled, and does not start it again', async () => {
    let started = 0;
    let cancelled = false;
    const decide = vi.fn<JobPolicy['decide']>();
    startRunner(
      async (_name, _payload, { stopping }) => {
        started += 1;
        await once(stopping, 'abort');
        cancelled = true;
        throw new Error('Broken off.');
      },
      { decide },
    );
    const payload = { repositoryId: 1 as RepositoryId, scope: { kind: 'everything' }, trigger: 'person' } as const;
    await test.store.jobs.add('index-repository', payload, { key: 'index/1', for: 'person', queue: 'one' });
    await vi.waitFor(() => expect(started).toBe(1), eventually);
    const [job] = await test.store.jobs.list(1);
    expect(await test.store.jobControl.askToEnd(job!.id)).toBe(true);
    await vi.waitFor(async () => expect(await test.store.jobs.list(1)).toEqual([]), eventually);
    expect({ started, cancelled }).toEqual({ started: 1, cancelled: true });
    expect(decide).not.toHaveBeenCalled();
    expect(await test.store.jobControl.askToEnd(job!.id)).toBe(false);
  });

  it('starts nothing while everything is held back, and everything afterwards', async () => {
    const seen: unknown[] = [];
    await test.store.jobControl.hold('anna', '');
    await addMirrorJob(1);
    startRunner(async (_name, payload) => void seen.push(payload));
    await addMirrorJob(2);
    // Runners look at the queue again and again meanwhile.
    await vi.waitFor(async () => {
      const waits = (await test.store.jobControl.page({ limit: 5 })).jobs.map(({ waitsFor }) => waitsFor);
      expect(waits).toEqual(['everything-paused', 'everything-paused']);
    }, eventually);
    expect(seen).toEqual([]);
    await test.store.jobControl.release();
    await vi.waitFor(() => expect(seen).toHaveLength(2), eventually);
  });

  it('takes over what a killed process was running, with what was asked meanwhile', async () => {
    const worker = fileURLToPath(new URL('../../test-support/stubborn-worker.ts', import.meta.url));
    const child = spawn(process.execPath, [worker, test.connectionString], { stdio: ['ignore', 'pipe', 'inherit'] });
    const index = (scope: { kind: 'everything' } | { kind: 'refs'; names: string[] }, trigger: 'reindex' | 'webhook') =>
      test.store.jobs.add(
        'index-repository',
        { repositoryId: 1 as RepositoryId, scope, trigger },
        { key: 'index/1', for: 'webhook', queue: 'repository/1' },
      );
    await index({ kind: 'everything' }, 'reindex');
    await once(child.stdout, 'data');
    await index({ kind: 'refs', names: ['refs/heads/main'] }, 'webhook');
    child.kill('SIGKILL');
    await once(child, 'exit');
    const seen: unknown[] = [];
    startRunner(async (_name, payload) => void seen.push(payload));
    await vi.waitFor(async () => expect(await test.store.jobs.list(5)).toEqual([]), eventually);
    expect(seen).toEqual([{ repositoryId: 1, scope: { kind: 'everything' }, trigger: 'reindex' }]);
  });
});
