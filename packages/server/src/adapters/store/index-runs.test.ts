import type { RepositoryId } from '@branchline/domain';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { IndexRun } from '../../ports/store/index-runs.ts';
import { openTestStore, type TestStore } from '../../test-support/test-store.ts';

let test: TestStore;
let repository: RepositoryId;

beforeAll(async () => {
  test = await openTestStore();
  const { id } = await test.store.integrations.add({ connector: 'git', name: 'Code', settings: {} });
  const remote = { remoteId: 'one', name: 'one', cloneUrl: 'https://git.example/one.git', webUrl: undefined };
  ({ id: repository } = await test.store.repositories.save(id, remote));
});
afterAll(() => test.close());

async function newest(): Promise<IndexRun | undefined> {
  return (await test.store.indexRuns.log(repository, 1))[0];
}

const cloning = { phase: 'cloning', done: 10, total: 10, bytes: 2048 } as const;
const reading = { phase: 'reading-history', done: 7, total: undefined, bytes: undefined } as const;

describe('phases of a run', () => {
  it('are kept as they follow each other, the one that goes on last', async () => {
    const { indexRuns } = test.store;
    const run = await indexRuns.begin(repository, 'person');
    expect((await newest())?.phases).toEqual([]);
    await indexRuns.progress(run, { ...cloning, done: 1 });
    await indexRuns.progress(run, cloning);
    await indexRuns.progress(run, reading);
    const open = await newest();
    expect(open?.phases).toMatchObject([cloning, { ...reading, endedAt: undefined }]);
    expect(open?.phases[0]?.endedAt).toEqual(open?.phases[1]?.startedAt);
    expect(open?.progress).toEqual(reading);
    await indexRuns.end(run, 'done');
    const ended = await newest();
    expect(ended?.phases).toMatchObject([cloning, reading]);
    expect(ended?.phases[1]?.endedAt).toEqual(ended?.endedAt);
  });

  it('of a run that was killed end when the next begins', async () => {
    const { indexRuns } = test.store;
    const killed = await indexRuns.begin(repository, 'schedule');
    await indexRuns.progress(killed, cloning);
    await indexRuns.begin(repository, 'schedule');
    const [, before] = await indexRuns.log(repository, 2);
    expect(before).toMatchObject({ outcome: 'interrupted', phases: [cloning] });
    expect(before?.phases[0]?.endedAt).toBeInstanceOf(Date);
  });
});

describe('the log', () => {
  it('is narrowed, and goes on behind a run', async () => {
    const { indexRuns } = test.store;
    const failed = await indexRuns.begin(repository, 'webhook', 'pull-requests');
    await indexRuns.end(failed, 'failed', 'It broke.');
    const ids = async (...about: Parameters<typeof indexRuns.log>) =>
      (await indexRuns.log(...about)).map(({ id }) => id);
    expect(await ids(repository, 10, { about: 'pull-requests' })).toEqual([failed]);
    expect(await ids(repository, 10, { outcome: 'failed' })).toEqual([failed]);
    expect(await ids(repository, 10, { outcome: 'nothing-new' })).toEqual([]);
    const all = await ids(repository, 10);
    expect(await ids(repository, 10, { before: failed })).toEqual(all.slice(1));
  });
});
