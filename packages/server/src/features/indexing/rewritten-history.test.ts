/** Forced pushes, deleted refs and notes, and the reindex that puts everything right. */

import type { Commit, IssueKey, RepositoryId } from '@branchline/domain';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { GitPlayground } from '../../test-support/git-playground.ts';
import { openRepositoryStory, type RepositoryStory } from '../../test-support/repository-story.ts';
import type { TestHouse } from '../../test-support/test-house.ts';
import { reindexRepository } from './request-indexing.ts';

let story: RepositoryStory;
let house: TestHouse;
let git: GitPlayground;

beforeEach(async () => {
  story = await openRepositoryStory();
  ({ house, git } = story);
});
afterEach(() => story.close());

describe('rewritten history', () => {
  it('withdraws exactly what a forced push made unreachable', async () => {
    const kept = await git.commit('ABC-1 Kept');
    const lost = [await git.commit('ABC-1 Lost'), await git.commit('ABC-2 Lost too')];
    const connected = await story.connectAndIndex();
    expect(Object.keys(story.atJira())).toHaveLength(3);
    await git.git('reset', '--quiet', '--hard', kept);
    const rewritten = await git.commit('ABC-1 Rewritten');
    await story.pushAndLook(connected);
    expect(await story.hashesOf('ABC-1', connected)).toEqual([rewritten, kept]);
    expect(await story.hashesOf('ABC-2', connected)).toEqual([]);
    expect(story.atJira()).toEqual({ [kept]: ['ABC-1'], [rewritten]: ['ABC-1'] });
    expect(lost).toHaveLength(2);
    expect(await story.standing(connected)).toMatchObject({ commitCount: 2 });
  });

  it('brings a commit back that is reachable again', async () => {
    const kept = await git.commit('ABC-1 Kept');
    const lost = await git.commit('ABC-2 Comes and goes');
    const connected = await story.connectAndIndex();
    await git.git('reset', '--quiet', '--hard', kept);
    await story.pushAndLook(connected);
    expect(story.atJira()).toEqual({ [kept]: ['ABC-1'] });
    await git.git('reset', '--quiet', '--hard', lost);
    await story.pushAndLook(connected);
    expect(await story.hashesOf('ABC-2', connected)).toEqual([lost]);
    expect(story.atJira()).toEqual({ [kept]: ['ABC-1'], [lost]: ['ABC-2'] });
    expect(await story.standing(connected)).toMatchObject({ commitCount: 2 });
  });

  it('withdraws a deleted branch with the commits only it had, and leaves a renamed one its commits', async () => {
    const start = await git.commit('ABC-1 Start');
    await git.branch('ABC-2-gone');
    const gone = await git.commit('ABC-2 Gone');
    await git.git('checkout', '--quiet', '-b', 'ABC-3-before', 'main');
    const renamed = await git.commit('ABC-3 Stays');
    const connected = await story.connectAndIndex();
    expect(Object.keys(story.atJira())).toHaveLength(5);
    await git.git('branch', '-m', 'ABC-3-before', 'ABC-3-after');
    await git.git('branch', '-D', 'ABC-2-gone');
    await story.pushAndLook(connected);
    expect(story.atJira()).toEqual({ [start]: ['ABC-1'], [renamed]: ['ABC-3'], 'ABC-3-after': ['ABC-3'] });
    expect(await story.issue('ABC-2', connected)).toBeUndefined();
    expect(gone).not.toBe(renamed);
  });

  it('withdraws what only a deleted tag reached', async () => {
    const start = await git.commit('ABC-1 Start');
    await git.commit('ABC-2 Only tagged');
    await git.tag('v1', 'Version 1');
    await git.git('reset', '--quiet', '--hard', start);
    const connected = await story.connectAndIndex();
    expect(Object.keys(story.atJira())).toHaveLength(2);
    await git.git('tag', '--delete', 'v1');
    await story.pushAndLook(connected);
    expect(story.atJira()).toEqual({ [start]: ['ABC-1'] });
    expect(await house.store.repositories.tags(connected.repositoryId)).toEqual([]);
    expect(await story.standing(connected)).toMatchObject({ commitCount: 1 });
  });

  it('finds out what was lost even when the mirror was lost at the same time', async () => {
    const kept = await git.commit('ABC-1 Kept');
    await git.commit('ABC-2 Lost');
    const connected = await story.connectAndIndex();
    await git.git('reset', '--quiet', '--hard', kept);
    await git.push();
    await git.git('--git-dir', story.origin, 'reflog', 'expire', '--expire=now', '--all');
    await git.git('--git-dir', story.origin, 'gc', '--quiet', '--prune=now');
    await house.mirror.remove(connected.repositoryId);
    await story.pushAndLook(connected);
    expect(story.atJira()).toEqual({ [kept]: ['ABC-1'] });
    expect(await story.standing(connected)).toMatchObject({ commitCount: 1 });
  });
});

describe('notes', () => {
  it('bring keys, change them and take them away', async () => {
    const commit = await git.commit('No key');
    const connected = await story.connectAndIndex();
    await git.note(commit, 'For ABC-1');
    await story.pushAndLook(connected);
    expect(story.atJira()).toEqual({ [commit]: ['ABC-1'] });
    await git.note(commit, 'For ABC-2');
    await story.pushAndLook(connected);
    expect(story.atJira()).toEqual({ [commit]: ['ABC-2'] });
    expect(await story.issue('ABC-1', connected)).toBeUndefined();
    await git.git('notes', 'remove', commit);
    await story.pushAndLook(connected);
    expect(story.atJira()).toEqual({});
    expect(await story.issue('ABC-2', connected)).toBeUndefined();
  });

  it('of commits that no ref reaches bring nothing', async () => {
    const kept = await git.commit('Kept');
    const lost = await git.commit('ABC-1 Lost');
    const connected = await story.connectAndIndex();
    await git.git('reset', '--quiet', '--hard', kept);
    await story.pushAndLook(connected);
    await git.note(lost, 'For ABC-2');
    await story.pushAndLook(connected);
    expect(await story.issue('ABC-1', connected)).toBeUndefined();
    expect(await story.issue('ABC-2', connected)).toBeUndefined();
    expect(story.atJira()).toEqual({});
  });
});

describe('a reindex', () => {
  it('removes rows that should not be there and adds what is missing', async () => {
    const right = await git.commit('ABC-1 Right');
    const unlinked = await git.commit('No key');
    const connected = await story.connectAndIndex();
    const { repositoryId } = connected;
    const [known] = await house.mirror.commitsByHash((await house.store.repositories.get(repositoryId))!, [unlinked]);
    const stranger: Commit = { ...known!, hash: 'f'.repeat(40) as Commit['hash'] };
    const links = [{ key: 'BAD-1' as IssueKey, foundIn: 'title' as const }];
    const wrong = [stranger, known!].map((commit) => ({ commit, links }));
    await house.store.development.saveCommits(repositoryId, wrong, true);
    await house.store.development.markCommitsRemoved(repositoryId, [right]);
    expect(await reindexRepository(house, repositoryId)).toBe(true);
    expect(await house.drain()).toEqual([]);
    expect(await story.issue('BAD-1', connected)).toBeUndefined();
    expect(await story.hashesOf('ABC-1', connected)).toEqual([right]);
    expect(story.atJira()).toEqual({ [right]: ['ABC-1'] });
    expect(await story.standing(connected)).toMatchObject({ state: 'up-to-date', commitCount: 2 });
  });

  it('of a repository that does not exist is refused', async () => {
    expect(await reindexRepository(house, 999 as RepositoryId)).toBe(false);
  });
});
