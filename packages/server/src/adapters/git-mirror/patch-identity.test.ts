/** A change is known again wherever it stands in history, and nothing else is taken for it. */

import type { CommitHash } from '@branchline/domain';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { gitPlayground, type GitPlayground } from '../../test-support/git-playground.ts';
import { accessTo, testMirror, testRepository, type TestMirror } from '../../test-support/test-mirror.ts';

let place: TestMirror;
let git: GitPlayground;

beforeAll(async () => {
  place = testMirror();
  git = await gitPlayground();
});
afterAll(async () => {
  place.remove();
  await git.remove();
});

async function identities(...hashes: readonly CommitHash[]): Promise<readonly (string | undefined)[]> {
  const repository = testRepository(git.path);
  await place.mirror.update(repository, accessTo(git.path));
  return Promise.all(hashes.map((hash) => place.mirror.patchIdentity(repository, hash)));
}

it('is the same after a rebase, and another for another change', async () => {
  const root = await git.commit('Start', { 'a.txt': 'a\nb\nc\n' });
  await git.branch('topic');
  const before = await git.commit('Change', { 'a.txt': 'a\nB\nc\n', 'picture.png': Buffer.from([0, 1, 2]) });
  const other = await git.commit('Other', { 'a.txt': 'a\nB\nC\n' });
  await git.git('tag', 'kept');
  await git.checkout('main');
  await git.commit('Beside it', { 'z.txt': 'z\n' });
  await git.git('checkout', '--quiet', 'topic~1', '-b', 'moved');
  await git.git('rebase', '--quiet', 'main');
  const after = (await git.git('rev-parse', 'HEAD')) as CommitHash;
  const [one, two, three, four] = await identities(before, after, other, root);
  expect(after).not.toBe(before);
  expect(one).toMatch(/^[0-9a-f]{40}$/);
  expect(two).toBe(one);
  expect(new Set([one, three, four]).size).toBe(3);
});

it('is none for an empty commit, a merge, and a commit that is not there', async () => {
  await git.checkout('main');
  const empty = await git.commit('Empty');
  const merge = await git.merge('topic', 'Merge it');
  const nowhere = 'f'.repeat(40) as CommitHash;
  expect((await identities(empty, merge)).slice(0, 2)).toEqual([undefined, undefined]);
  expect(await identities(nowhere)).toEqual([undefined]);
});
