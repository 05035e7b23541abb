/** A runner whose places one integration would like to have all for itself. */

import type { IntegrationId, RepositoryId } from '@branchline/domain';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { JobPolicy } from '../../ports/jobs.ts';
import { everyJob } from '../../test-support/every-job.ts';
import { silentLog } from '../../test-support/silent-log.ts';
import { openTestStore, type TestStore } from '../../test-support/test-store.ts';
import { createJobRunner } from './job-runner.ts';

const hostile = 1;
const policy: JobPolicy = { decide: () => ({ verdict: 'give-up' }), onGivenUp: () => Promise.resolve() };

let test: TestStore;
let stopping: AbortController;
let running: Promise<void>;

beforeEach(async () => {
  test = await openTestStore();
  stopping = new AbortController();
  running = Promise.resolve();
});
afterEach(async () => {
  stopping.abort();
  await running;
  await test.close();
});

function addJob(integration: number, repository: number): Promise<void> {
  const options = { key: `files/${repository}`, for: 'person', queue: `repository/${repository}` } as const;
  const payload = { repositoryId: repository as RepositoryId };
  return test.store.jobs.add('read-files', payload, { ...options, integrationId: integration as IntegrationId });
}

it('gives four integrations their turn while a fifth holds on to every place it gets', async () => {
  const held: number[] = [];
  const ended: number[] = [];
  // The hostile one's jobs are the oldest, and there are more of them than places.
  for (let repository = 1; repository <= 20; repository += 1) await addJob(hostile, repository);
  const others = [101, 102, 103, 104, 105, 106, 107, 108];
  for (const repository of others) await addJob(2 + (repository % 4), repository);
  const ledger = test.openLedger();
  const runner = createJobRunner({
    connectionString: test.connectionString,
    ledger,
    log: silentLog,
    clock: { now: () => new Date() },
    concurrency: 4,
    graceMilliseconds: 50,
  });
  const handlers = everyJob(async (_name, payload) => {
    const { repositoryId } = payload as { readonly repositoryId: number };
    if (repositoryId > 100) return void ended.push(repositoryId);
    held.push(repositoryId);
    await new Promise(() => undefined);
  });
  running = runner.run(handlers, policy, stopping.signal).finally(() => ledger.close());
  await vi.waitFor(() => expect(new Set(ended)).toEqual(new Set(others)), { timeout: 20_000, interval: 20 });
  expect(held).toEqual([1, 2]);
});
