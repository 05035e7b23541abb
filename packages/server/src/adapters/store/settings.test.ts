/** Settings as they are kept, and what is forgotten of the queue. */

import type { IntegrationId } from '@branchline/domain';
import { Client } from 'pg';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openTestStore, type TestStore } from '../../test-support/test-store.ts';

let test: TestStore;

beforeEach(async () => {
  test = await openTestStore();
});
afterEach(() => test.close());

it('jobs that were given up go once they are old, and waiting ones stay', async () => {
  const { store, connectionString } = test;
  for (const id of [1, 2].map((number) => number as IntegrationId)) {
    const options = { key: `check/${id}`, for: 'schedule', queue: 'q' } as const;
    await store.jobs.add('check-integration', { integrationId: id }, options);
  }
  const [job] = await store.jobs.list(10);
  const client = new Client({ connectionString });
  await client.connect();
  await client.query(`select graphile_worker.permanently_fail_jobs(array[$1::bigint], 'It broke.')`, [job?.id]);
  await client.end();
  expect((await store.jobs.list(10)).map(({ state }) => state).toSorted()).toEqual(['failed', 'waiting']);
  expect(await store.settings.removeFailedJobsBefore(new Date(Date.now() - 60_000))).toBe(0);
  expect(await store.settings.removeFailedJobsBefore(new Date(Date.now() + 60_000))).toBe(1);
  expect((await store.jobs.list(10)).map(({ state }) => state)).toEqual(['waiting']);
});

it('a part of the settings is saved without the others', async () => {
  const { settings } = test.store;
  const before = await settings.installation();
  const branchNames = { template: 'x/${issuekey}', byIssueType: { Bug: '${issuekey}' }, separator: '.' } as const;
  await settings.saveInstallation({ branchNames });
  await settings.saveInstallation({ retention: { ...before.retention, auditLog: 31 } });
  expect(await settings.installation()).toEqual({
    ...before,
    branchNames,
    retention: { ...before.retention, auditLog: 31 },
  });
});
