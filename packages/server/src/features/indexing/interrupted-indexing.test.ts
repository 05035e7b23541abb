/** Indexing that is stopped, fails or meets a broken repository: nothing is lost, and the words say what happened. */

import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { GitPlayground } from '../../test-support/git-playground.ts';
import { madeHistory } from '../../test-support/made-history.ts';
import { notStopping, openRepositoryStory, type RepositoryStory } from '../../test-support/repository-story.ts';
import type { Connected, TestHouse } from '../../test-support/test-house.ts';
import { pauseRepository } from '../repositories/control-repository.ts';
import { indexRepository } from './index-repository.ts';
import { readFiles } from './read-files.ts';
import { scheduleIndexing } from './schedule-indexing.ts';

let story: RepositoryStory;
let house: TestHouse;
let git: GitPlayground;

beforeEach(async () => {
  story = await openRepositoryStory();
  ({ house, git } = story);
});
afterEach(() => story.close());

/** Begins the first index and stops it while the history is walked, after some of it was written down. */
async function stopHalfWay({ repositoryId }: Connected): Promise<number> {
  const stop = new AbortController();
  let chunks = 0;
  const mirror: TestHouse['mirror'] = {
    ...house.mirror,
    async *commits(...asked) {
      for await (const chunk of house.mirror.commits(...asked)) {
        chunks += 1;
        if (chunks === 2) stop.abort();
        yield chunk;
      }
    },
  };
  const stopped = indexRepository({ ...house, mirror }, { repositoryId, trigger: 'person' }, stop.signal);
  await expect(stopped).rejects.toThrow(/stopped before it was done/);
  const position = await house.store.indexRuns.position(repositoryId);
  return position?.walked ?? 0;
}

async function lastRun({ repositoryId }: Connected) {
  return (await house.store.indexRuns.list(repositoryId, 1))[0]!;
}

describe('a walk that was stopped', () => {
  let connected: Connected;

  beforeEach(async () => {
    await git.fastImport(madeHistory({ commits: 3000 }));
    await git.push();
    connected = await house.connect(story.origin);
  });

  it('goes on where it was', async () => {
    const walked = await stopHalfWay(connected);
    expect(walked).toBeGreaterThanOrEqual(1000);
    expect(await lastRun(connected)).toMatchObject({ outcome: 'interrupted', failure: undefined });
    expect(await story.standing(connected)).toMatchObject({ state: 'waiting', indexedAt: undefined });
    await story.finishJobs();
    const { state, commitCount } = await story.standing(connected);
    expect(state).toBe('up-to-date');
    expect(commitCount).toBe(Number(await git.git('rev-list', '--count', '--branches', '--tags')));
    expect((await lastRun(connected)).commitsWalked).toBe(commitCount - walked);
    expect(await house.store.indexRuns.position(connected.repositoryId)).toBeUndefined();
  });

  it('starts again when the tips have moved, and forgets what was found and is gone', async () => {
    await stopHalfWay(connected);
    const before = await house.store.issues.counts(connected.repositoryId);
    expect(before.commits).toBeGreaterThan(0);
    await git.git('checkout', '--quiet', '--orphan', 'other');
    const only = await git.commit('ABC-1 Another beginning');
    await git.git('branch', '--quiet', '-f', 'main', only);
    for (const kind of ['heads/feature', 'tags', 'notes', 'heads/other']) {
      const refs = await git.git('for-each-ref', '--format=delete %(refname)', `refs/${kind}`);
      await git.git('checkout', '--quiet', '--detach');
      await git.gitWithInput(`${refs}\n`, 'update-ref', '--stdin');
    }
    await git.push();
    await story.finishJobs();
    expect(await house.store.issues.counts(connected.repositoryId)).toEqual({
      issues: 1,
      commits: 1,
      branches: 0,
      pullRequests: 0,
    });
    expect(await story.standing(connected)).toMatchObject({ state: 'up-to-date', commitCount: 1 });
    expect(story.atJira()).toEqual({ [only]: ['ABC-1'] });
  });
});

describe('reading files', () => {
  it('goes on where it was stopped', async () => {
    await git.fastImport(madeHistory({ commits: 1500 }));
    await git.push();
    const connected = await house.connect(story.origin);
    const { repositoryId } = connected;
    await indexRepository(house, { repositoryId, trigger: 'person' }, notStopping);
    const stop = new AbortController();
    let given = 0;
    const mirror: TestHouse['mirror'] = {
      ...house.mirror,
      async *files(...asked) {
        for await (const files of house.mirror.files(...asked)) {
          for (const one of files) {
            yield [one];
            given += 1;
            if (given === 600) stop.abort();
          }
        }
      },
    };
    const all = await house.store.development.countCommitsWithoutFiles(repositoryId);
    await expect(readFiles({ ...house, mirror }, repositoryId, stop.signal)).rejects.toThrow(/stopped|abort/);
    const left = await house.store.development.countCommitsWithoutFiles(repositoryId);
    expect(left).toBeGreaterThan(0);
    expect(left).toBeLessThan(all);
    expect(await story.standing(connected)).toMatchObject({ state: 'waiting' });
    await story.finishJobs();
    expect(await story.standing(connected)).toMatchObject({ state: 'up-to-date' });
    expect((await lastRun(connected)).filesRead).toBe(left);
  });
});

describe('a pause', () => {
  it('made while the repository is indexed stays', async () => {
    await git.commit('ABC-1 Start', { 'a.txt': 'a\n' });
    await git.push();
    const connected = await house.connect(story.origin);
    const { repositoryId } = connected;
    const mirror: TestHouse['mirror'] = {
      ...house.mirror,
      async tags(repository) {
        await pauseRepository(house, repositoryId);
        return house.mirror.tags(repository);
      },
    };
    await indexRepository({ ...house, mirror }, { repositoryId, trigger: 'person' }, notStopping);
    await story.finishJobs();
    expect(await story.standing(connected)).toMatchObject({ state: 'paused', stateReason: 'Paused by a person.' });
  });
});

describe('a broken repository', () => {
  it.each([
    ['a folder of other things', async (folder: string) => writeFile(join(folder, 'README.txt'), 'Not a repository.')],
    ['no folder at all', async (folder: string) => rm(folder, { recursive: true })],
  ])('fails with words and stops no other: %s', async (_what, spoil) => {
    const folder = join(git.folder, 'spoilt');
    await mkdir(folder);
    await spoil(folder);
    await git.commit('ABC-1 Start');
    await git.push();
    const broken = await house.connect(folder);
    const sound = await house.connect(story.origin);
    const failed = await house.drain();
    expect(failed.map(({ name }) => name)).toEqual(['index-repository']);
    const { state, stateReason } = await story.standing(broken);
    expect(state).toBe('failed');
    expect(stateReason).toBe(failed[0]!.failure.message);
    expect(stateReason).toContain('spoilt');
    expect(await lastRun(broken)).toMatchObject({ outcome: 'failed', failure: stateReason });
    expect(await story.standing(sound)).toMatchObject({ state: 'up-to-date' });
    expect(Object.values(story.atJira())).toEqual([['ABC-1']]);
  });

  it('is looked at again within an hour, and is up to date once it is repaired', async () => {
    const connected = await house.connect(join(git.folder, 'later'));
    expect((await house.drain()).map(({ failure }) => failure.from)).toEqual(['git']);
    expect(await scheduleIndexing(house)).toBe(0);
    await git.commit('ABC-1 Start');
    await git.git('clone', '--quiet', '--bare', git.path, join(git.folder, 'later'));
    house.advance(60 * 60_000);
    expect(await scheduleIndexing(house)).toBe(1);
    await story.finishJobs();
    expect(await story.standing(connected)).toMatchObject({ state: 'up-to-date', stateReason: undefined });
  });

  it('that lacks only file contents is up to date, and says which commits could not be read', async () => {
    const start = await git.commit('ABC-1 Start', { 'a.txt': 'a\n' });
    const broken = await git.commit('ABC-2 Broken', { 'a.txt': 'a\nb\n' });
    const tree = await git.git('rev-parse', `${broken}^{tree}`);
    await rm(join(git.path, '.git', 'objects', tree.slice(0, 2), tree.slice(2)));
    const connected = await house.connect(git.path);
    await story.finishJobs();
    expect(await story.standing(connected)).toMatchObject({ state: 'up-to-date', commitCount: 2 });
    expect((await story.issue('ABC-1', connected))!.commits).toMatchObject([{ files: { fileCount: 1 } }]);
    expect((await story.issue('ABC-2', connected))!.commits).toMatchObject([{ files: { unreadable: true } }]);
    expect(story.atJira()).toEqual({ [start]: ['ABC-1'], [broken]: ['ABC-2'] });
  });
});
