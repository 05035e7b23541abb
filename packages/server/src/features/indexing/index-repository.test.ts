/** Indexing from git to rows: the first time, and when somebody looks again. */

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { GitPlayground } from '../../test-support/git-playground.ts';
import { notStopping, openRepositoryStory, type RepositoryStory } from '../../test-support/repository-story.ts';
import type { TestHouse } from '../../test-support/test-house.ts';
import { indexRepository } from './index-repository.ts';

let story: RepositoryStory;
let house: TestHouse;
let git: GitPlayground;

beforeEach(async () => {
  story = await openRepositoryStory();
  ({ house, git } = story);
});
afterEach(() => story.close());

describe('the first index', () => {
  it('finds keys in every part of commits and in branches, and nothing else', async () => {
    await git.commit('No key at all', { 'a.txt': 'a\n' });
    const title = await git.commit('ABC-1 Start', { 'b.txt': 'b\nb\n' });
    const body = await git.commit('Go on\n\nAs ABC-2 asks.\n\nSee: ABC-3\n', { 'b.txt': 'b\n' });
    await git.note(body, 'Reviewed for ABC-4');
    await git.branch('feature/abc-5-more');
    const ahead = await git.commit('ABC-1 More');
    const connected = await story.connectAndIndex();
    const found = async (key: string) =>
      (await story.issue(key, connected))?.commits.map(({ commit, links }) => [commit.hash, links]);
    const links = [
      { key: 'ABC-2', foundIn: 'body' },
      { key: 'ABC-3', foundIn: 'trailer' },
      { key: 'ABC-4', foundIn: 'notes' },
    ];
    expect(await found('ABC-1')).toEqual([
      [ahead, [{ key: 'ABC-1', foundIn: 'title' }]],
      [title, [{ key: 'ABC-1', foundIn: 'title' }]],
    ]);
    for (const key of ['ABC-2', 'ABC-3', 'ABC-4']) expect(await found(key)).toEqual([[body, links]]);
    const { branches, commitCount } = (await story.issue('ABC-5', connected))!;
    expect(commitCount).toBe(0);
    expect(branches.map(({ branch }) => branch)).toMatchObject([
      { name: 'feature/abc-5-more', isDefault: false, ahead: 1, behind: 0, merged: false, head: { hash: ahead } },
    ]);
    expect(await house.store.issues.counts(connected.repositoryId)).toEqual({
      issues: 5,
      commits: 3,
      branches: 1,
      pullRequests: 0,
    });
  });

  it('reads files, tags and what they contain, and counts all commits', async () => {
    const first = await git.commit('ABC-1 Start', { 'a.txt': 'one\ntwo\n', 'b.bin': Buffer.from([0, 1, 2]) });
    await git.tag('v1', 'Version 1');
    await git.commit('no key', { 'a.txt': 'one\n' });
    await git.branch('side');
    const second = await git.commit('ABC-1 Side', { 'c.txt': 'c\n' }, { remove: ['a.txt'] });
    const connected = await story.connectAndIndex();
    const { commits, tags } = (await story.issue('ABC-1', connected))!;
    expect(commits).toMatchObject([
      {
        commit: { hash: second },
        onDefaultBranch: false,
        tags: [],
        files: { fileCount: 2, linesAdded: 1, linesRemoved: 1 },
      },
      {
        commit: { hash: first },
        onDefaultBranch: true,
        tags: ['v1'],
        files: { fileCount: 2, linesAdded: 2, linesRemoved: 0 },
      },
    ]);
    expect(tags).toMatchObject([{ name: 'v1', commit: first, annotated: true }]);
    const { state, stateReason, commitCount, defaultBranch, indexedAt } = await story.standing(connected);
    expect({ state, stateReason, commitCount, defaultBranch }).toEqual({
      state: 'up-to-date',
      stateReason: undefined,
      commitCount: 3,
      defaultBranch: 'main',
    });
    expect(indexedAt).toEqual(house.clock.now());
    const [run, ...others] = await house.store.indexRuns.list(connected.repositoryId, 10);
    expect(others).toEqual([]);
    expect(run).toMatchObject({ outcome: 'done', commitsWalked: 3, commitsLinked: 2, filesRead: 2, trigger: 'person' });
  });

  it('counts a merged branch as merged and behind', async () => {
    await git.commit('Start');
    await git.branch('ABC-7');
    await git.commit('ABC-7 Work');
    await git.checkout('main');
    await git.merge('ABC-7', 'Merge ABC-7');
    await git.commit('Go on');
    const connected = await story.connectAndIndex();
    const { branches, commits } = (await story.issue('ABC-7', connected))!;
    expect(branches.map(({ branch }) => branch)).toMatchObject([{ name: 'ABC-7', ahead: 0, behind: 2, merged: true }]);
    expect(commits.map(({ commit }) => commit.parents.length)).toEqual([2, 1]);
  });

  it('of an empty repository ends up to date', async () => {
    const connected = await house.connect(story.origin);
    expect(await house.drain()).toEqual([]);
    expect(await story.standing(connected)).toMatchObject({
      state: 'up-to-date',
      commitCount: 0,
      defaultBranch: undefined,
    });
    await git.commit('ABC-1 The first');
    await story.pushAndLook(connected);
    expect(await story.hashesOf('ABC-1', connected)).toHaveLength(1);
    expect(await story.standing(connected)).toMatchObject({
      state: 'up-to-date',
      commitCount: 1,
      defaultBranch: 'main',
    });
  });
});

describe('looking again', () => {
  it('only looks when nothing is new', async () => {
    await git.commit('ABC-1 Start');
    const connected = await story.connectAndIndex();
    house.mirrorCalls.length = 0;
    house.advance(60_000);
    await indexRepository(house, { repositoryId: connected.repositoryId, trigger: 'schedule' }, notStopping);
    expect(house.mirrorCalls).toEqual(['look']);
    expect(await house.store.indexRuns.list(connected.repositoryId, 10)).toHaveLength(1);
    expect(await story.standing(connected)).toMatchObject({ state: 'up-to-date', indexedAt: house.clock.now() });
  });

  it('reads only what is new', async () => {
    for (let number = 1; number <= 5; number++) await git.commit(`ABC-${number} Old`);
    const connected = await story.connectAndIndex();
    const added = await git.commit('ABC-9 New');
    await story.pushAndLook(connected);
    expect(await story.hashesOf('ABC-9', connected)).toEqual([added]);
    const [run] = await house.store.indexRuns.list(connected.repositoryId, 1);
    expect(run).toMatchObject({
      outcome: 'done',
      commitsWalked: 1,
      commitsLinked: 1,
      filesRead: 1,
      trigger: 'schedule',
    });
    expect(await story.standing(connected)).toMatchObject({ commitCount: 6 });
    expect(story.atJira()).toMatchObject({ [added]: ['ABC-9'] });
  });

  it('moves branches whose standing changed with the default branch', async () => {
    await git.commit('Start');
    await git.branch('ABC-1');
    await git.commit('Work');
    const connected = await story.connectAndIndex();
    await git.checkout('main');
    await git.merge('ABC-1', 'Merge');
    await story.pushAndLook(connected);
    expect((await story.issue('ABC-1', connected))!.branches.map(({ branch }) => branch)).toMatchObject([
      { name: 'ABC-1', ahead: 0, behind: 1, merged: true },
    ]);
  });

  it('follows a changed default branch', async () => {
    const first = await git.commit('ABC-1 Start');
    await git.branch('next');
    const second = await git.commit('ABC-2 Next');
    const connected = await story.connectAndIndex();
    await git.git('--git-dir', story.origin, 'symbolic-ref', 'HEAD', 'refs/heads/next');
    await story.pushAndLook(connected);
    expect(await story.standing(connected)).toMatchObject({ defaultBranch: 'next' });
    const onDefault = async (key: string) =>
      (await story.issue(key, connected))!.commits.map(({ commit, onDefaultBranch }) => [commit.hash, onDefaultBranch]);
    expect(await onDefault('ABC-1')).toEqual([[first, true]]);
    expect(await onDefault('ABC-2')).toEqual([[second, true]]);
    expect(Object.keys(story.atJira())).toHaveLength(2);
  });

  it('takes up the reading of files that broke off', async () => {
    await git.commit('ABC-1 Start', { 'a.txt': 'a\n' });
    await git.push();
    const connected = await house.connect(story.origin);
    const { repositoryId } = connected;
    await indexRepository(house, { repositoryId, trigger: 'person' }, notStopping);
    await house.store.jobs.cancel(`files/${repositoryId}`);
    await house.drain();
    expect((await story.issue('ABC-1', connected))!.commits).toMatchObject([{ files: { fileCount: 1 } }]);
    expect(await story.standing(connected)).toMatchObject({ state: 'up-to-date' });
    expect(Object.values(story.atJira())).toEqual([['ABC-1']]);
  });
});
