/** What people do with the queue: real store, rows locked as a worker locks them. */

import type { IntegrationId, JiraSiteId, Principal, RepositoryId } from '@branchline/domain';
import { Client } from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { indexOptions } from '../../ports/job-options.ts';
import type { Store } from '../../ports/store.ts';
import { addExampleRepository } from '../../test-support/example-rows.ts';
import { openTestStore, type TestStore } from '../../test-support/test-store.ts';
import { cancelJob, moveJobFirst, retryJob } from './control-jobs.ts';
import { holdQueue, releaseQueue } from './hold-queue.ts';
import { showJobs } from './show-jobs.ts';

const anna: Principal = { kind: 'administrator' };
const clock = { now: () => new Date() };

let test: TestStore;
let store: Store;
let client: Client;
let repositoryId: RepositoryId;
let integrationId: IntegrationId;

beforeAll(async () => {
  test = await openTestStore();
  store = test.store;
  client = new Client({ connectionString: test.connectionString });
  await client.connect();
});
afterAll(async () => {
  await client.end();
  await test.close();
});
beforeEach(async () => {
  repositoryId = await addExampleRepository(store);
  integrationId = (await store.repositories.get(repositoryId))!.integrationId;
});
afterEach(async () => {
  await client.query('delete from graphile_worker._private_jobs');
  await store.jobControl.release();
});

/** As a worker takes it. */
const begin = (id: string) =>
  client.query(
    `update graphile_worker._private_jobs set locked_at = now(), locked_by = 'w', attempts = 1 where id = $1`,
    [id],
  );

async function addIndex(): Promise<string> {
  const payload = { repositoryId, scope: { kind: 'everything' }, trigger: 'person' } as const;
  await store.jobs.add('index-repository', payload, indexOptions({ id: repositoryId, integrationId }, 'schedule'));
  return idOf(indexOptions({ id: repositoryId, integrationId }, 'schedule').key);
}

async function add(name: 'check-integration' | 'remove-integration', key: string, runAt?: Date): Promise<string> {
  const later = runAt === undefined ? {} : { runAt };
  await store.jobs.add(name, { integrationId }, { key, for: 'schedule', queue: key, integrationId, ...later });
  return idOf(key);
}

async function idOf(key: string): Promise<string> {
  const job = (await store.jobs.list(100)).find((each) => each.key === key);
  if (job === undefined) throw new Error(`There is no job ${key}.`);
  return job.id;
}

const keys = async () => (await store.jobControl.page({ limit: 100 })).jobs.map(({ key }) => key);
const deeds = async () => (await store.auditLog.list({}, 3)).map(({ what, about }) => [what, about]);

describe('cancelling', () => {
  it('takes a waiting indexing away, pauses its repository, and is written down', async () => {
    const id = await addIndex();
    expect(await cancelJob({ store }, anna, id)).toEqual({ kind: 'cancelled' });
    expect(await keys()).toEqual([]);
    const repository = await store.repositories.get(repositoryId);
    expect(repository).toMatchObject({ state: 'paused', stateReason: expect.stringContaining('Resume it') as string });
    expect((await deeds())[0]).toEqual(['job/cancel', `repository/${repositoryId}`]);
  });

  it('tells a running indexing to end, and leaves its row to the worker', async () => {
    const id = await addIndex();
    await begin(id);
    expect(await cancelJob({ store }, anna, id)).toEqual({ kind: 'ending' });
    const [line] = (await showJobs({ store, clock }, { limit: 5 })).jobs;
    expect(line).toMatchObject({
      line: { state: 'running', isEnding: true },
      keptBecause: expect.any(String) as string,
    });
    expect(await cancelJob({ store }, anna, id)).toMatchObject({ kind: 'kept' });
    const { rows } = await client.query('select locked_by from graphile_worker._private_jobs where id = $1', [id]);
    expect(rows).toEqual([{ locked_by: 'w' }]);
  });

  it('takes what is not about indexing away and pauses nothing', async () => {
    expect(await cancelJob({ store }, anna, await add('check-integration', 'check'))).toEqual({ kind: 'cancelled' });
    expect((await store.repositories.get(repositoryId))?.state).toBe('waiting');
  });

  it('keeps what was promised, and says so', async () => {
    const id = await add('remove-integration', 'remove');
    expect(await cancelJob({ store }, anna, id)).toEqual({
      kind: 'kept',
      because: 'It removes an integration that somebody disconnected.',
    });
    expect(await keys()).toEqual(['remove']);
  });

  it('keeps what runs and cannot be ended half-way', async () => {
    const id = await add('check-integration', 'check');
    await begin(id);
    expect(await cancelJob({ store }, anna, id)).toMatchObject({ kind: 'kept' });
  });

  it('says that a job began between looking and cancelling', async () => {
    const id = await add('check-integration', 'check');
    // Looks, then somebody is faster.
    const late: Store = {
      ...store,
      transaction: (work) =>
        store.transaction((tables) => {
          const get = async (wanted: string) => {
            const line = await tables.jobControl.get(wanted);
            await begin(wanted);
            return line;
          };
          return work({ ...tables, jobControl: { ...tables.jobControl, get } });
        }),
    };
    const lines = (await store.auditLog.list({}, 100)).length;
    expect(await cancelJob({ store: late }, anna, id)).toEqual({
      kind: 'kept',
      because: expect.stringContaining('It began a moment ago') as string,
    });
    expect(await store.auditLog.list({}, 100)).toHaveLength(lines);
  });

  it('does not find what has ended', async () => {
    for (const deed of [cancelJob, retryJob, moveJobFirst]) {
      expect(await deed({ store }, anna, '999999')).toBeUndefined();
    }
  });
});

describe('trying again', () => {
  it('runs a waiting one at once, for a person', async () => {
    const id = await add('check-integration', 'check', new Date('2999-01-01'));
    expect(await retryJob({ store }, anna, id)).toEqual({ kind: 'done' });
    const [job] = await store.jobs.list(5);
    expect(job).toMatchObject({ id, for: 'person', state: 'waiting' });
    expect(job!.runAt.getTime()).toBeLessThan(Date.now() + 60_000);
  });

  it('gives a failed one all its tries back and forgets why it failed', async () => {
    const ledger = test.openLedger();
    const id = await add('check-integration', 'check');
    await begin(id);
    const payload = { key: 'check', payload: { integrationId }, attempts: 6, lastError: null };
    await ledger.giveUp(ledger.take(id, 'check-integration', payload, 1), 'The token is refused.');
    await client.query('delete from graphile_worker._private_jobs where id = $1', [id]);
    const [failed] = await store.jobs.list(5);
    expect(failed).toMatchObject({ state: 'failed', attempts: 7, lastError: 'The token is refused.' });
    expect(await moveJobFirst({ store }, anna, failed!.id)).toMatchObject({ kind: 'kept' });
    expect(await retryJob({ store }, anna, failed!.id)).toEqual({ kind: 'done' });
    expect(await store.jobs.list(5)).toMatchObject([
      { state: 'waiting', attempts: 0, lastError: undefined, key: 'check' },
    ]);
    await ledger.close();
  });

  it('says that a job runs already', async () => {
    const id = await add('check-integration', 'check');
    await begin(id);
    expect(await retryJob({ store }, anna, id)).toEqual({ kind: 'kept', because: 'It runs already.' });
    expect(await moveJobFirst({ store }, anna, id)).toEqual({ kind: 'kept', because: 'It runs already.' });
  });
});

describe('moving first', () => {
  it('puts the last one moved before all others, and keeps it there when its key is added again', async () => {
    for (const key of ['a', 'b', 'c']) await add('check-integration', key);
    await moveJobFirst({ store }, anna, await idOf('b'));
    await moveJobFirst({ store }, anna, await idOf('c'));
    expect(await keys()).toEqual(['c', 'b', 'a']);
    await add('check-integration', 'c');
    expect(await keys()).toEqual(['c', 'b', 'a']);
    expect((await store.jobs.list(1))[0]?.for).toBe('person');
  });
});

describe('holding everything back', () => {
  it('reaches jobs without flags, survives, and says who and why until it is lifted', async () => {
    const id = await add('check-integration', 'check');
    await client.query(`update graphile_worker._private_jobs set flags = null where id = $1`, [id]);
    await holdQueue({ store }, anna, 'Maintenance');
    await holdQueue({ store }, anna, 'Again');
    await add('check-integration', 'later');
    expect(await store.jobControl.held()).toMatchObject({ who: 'administrator', because: 'Maintenance' });
    const waits = (await store.jobControl.page({ limit: 5 })).jobs.map(({ waitsFor }) => waitsFor);
    expect(waits).toEqual(['everything-paused', 'everything-paused']);
    const ledger = test.openLedger();
    expect(await ledger.pausedFlags()).toContain('everything');
    await ledger.close();
    await releaseQueue({ store }, anna);
    await releaseQueue({ store }, anna);
    expect(await store.jobControl.held()).toBeUndefined();
    const lines = await store.auditLog.list({ what: 'queue/' }, 5);
    expect(lines.map(({ what, note }) => [what, note])).toEqual([
      ['queue/resume', ''],
      ['queue/pause', 'Maintenance'],
    ]);
  });
});

describe('looking', () => {
  it('says what each job is about and what it waits for', async () => {
    await addIndex();
    await add('check-integration', 'later', new Date('2999-01-01'));
    const siteId = 7 as JiraSiteId;
    await store.jobs.add('refresh-projects', { jiraSiteId: siteId }, { key: 'p', for: 'history', queue: 'p' });
    const shown = (await showJobs({ store, clock }, { limit: 10 })).jobs.map(({ line }) => [
      line.name,
      line.repository?.id,
      line.integration?.id,
      line.jiraSite?.id,
      line.waitsFor,
    ]);
    expect(shown).toEqual([
      ['index-repository', repositoryId, integrationId, undefined, 'turn'],
      ['check-integration', undefined, integrationId, undefined, 'moment'],
      ['refresh-projects', undefined, undefined, undefined, 'turn'],
    ]);
  });

  it('says why an integration is paused, and until when its service makes us wait', async () => {
    await add('check-integration', 'check');
    await store.integrations.pause(integrationId, 'The token is refused.');
    await store.jobs.pause(integrationId);
    const until = new Date(Date.now() + 3_600_000);
    const closing = { until, because: 'Too many requests.' };
    await store.rateBudgets.save(`integration/${integrationId}`, { counts: [], closing }, clock.now());
    const [job] = (await showJobs({ store, clock }, { limit: 10 })).jobs;
    expect(job).toMatchObject({ pausedBecause: 'The token is refused.', requestsWaitUntil: until });
    await store.jobs.resume(integrationId);
  });

  it('filters, and goes on page by page although jobs end meanwhile', async () => {
    await addIndex();
    for (const key of ['a', 'b', 'c', 'd']) await add('check-integration', key);
    await begin(await idOf('d'));
    const seen = async (query: object) =>
      (await store.jobControl.page({ limit: 10, ...query })).jobs.map(({ key }) => key);
    expect(await seen({ state: 'running' })).toEqual(['d']);
    expect(await seen({ name: 'index-repository' })).toEqual([`index/${repositoryId}`]);
    expect(await seen({ repositoryId })).toEqual([`index/${repositoryId}`]);
    expect(await seen({ integrationId })).toHaveLength(5);
    expect(await seen({ search: 'no such name' })).toEqual([]);
    expect(await seen({ jiraSiteId: 1 })).toEqual([]);
    const first = await store.jobControl.page({ limit: 3 });
    expect(first.jobs.map(({ key }) => key)).toEqual(['d', `index/${repositoryId}`, 'a']);
    await cancelJob({ store }, anna, await idOf('a'));
    const second = await store.jobControl.page({ limit: 3, after: first.next });
    expect(second).toMatchObject({ jobs: [{ key: 'b' }, { key: 'c' }], next: undefined });
    expect((await store.jobControl.page({ limit: 9, after: 'nonsense' })).jobs).toHaveLength(4);
    expect(await store.jobControl.counts()).toEqual({ running: 1, waiting: 3, failed: 0 });
  });
});
