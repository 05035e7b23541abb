/** People see before they merge whether it would go without conflicts, and nothing of the trial stays. */

import { chmod, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CommitHash, Repository } from '@branchline/domain';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { failureOf } from '../../../test-support/failure-of.ts';
import { gitPlayground, type GitPlayground } from '../../../test-support/git-playground.ts';
import { accessTo, testMirror, testRepository, type TestMirror } from '../../../test-support/test-mirror.ts';

let place: TestMirror;
let git: GitPlayground;
let repository: Repository;
let main: CommitHash;

beforeAll(async () => {
  place = testMirror();
  git = await gitPlayground();
  await git.commit('Begin', { 'a.txt': 'one\n', 'ein "Haus"\t日本\n語.txt': 'one\n' });
  await git.git('branch', 'clean');
  await git.git('branch', 'clash');
  main = await git.commit('Main', { 'a.txt': 'two\n', 'ein "Haus"\t日本\n語.txt': 'two\n' });
  await git.git('checkout', '-q', 'clean');
  await git.commit('Clean', { 'b.txt': 'new\n' });
  await git.git('checkout', '-q', 'clash');
  await git.commit('Clash', { 'a.txt': 'three\n', 'ein "Haus"\t日本\n語.txt': 'three\n' });
  await git.git('checkout', '-q', '--orphan', 'stranger');
  await git.commit('Stranger', { 'a.txt': 'four\n' });
  repository = testRepository(git.path);
  await place.mirror.update(repository, accessTo(git.path));
});
afterAll(async () => {
  place.remove();
  await git.remove();
});

async function tried(branch: string) {
  return place.browser.tryMerge(repository, (await git.git('rev-parse', branch)) as CommitHash, main);
}

it('goes without conflicts where different things were changed, or nothing', async () => {
  expect(await tried('clean')).toEqual({ outcome: 'clean' });
  expect(await tried('main')).toEqual({ outcome: 'clean' });
});

it('names the files in conflict as they are called', async () => {
  expect(await tried('clash')).toEqual({ outcome: 'conflicts', paths: ['a.txt', 'ein "Haus"\t日本\n語.txt'] });
});

it('leaves nothing behind', async () => {
  const folder = `${place.folder}/${repository.id}.git/objects`;
  const before = await readdir(folder, { recursive: true });
  await tried('clash');
  expect(await readdir(folder, { recursive: true })).toEqual(before);
  expect((await readdir(tmpdir())).filter((name) => name.startsWith(`branchline-merge-`))).toEqual([]);
});

it('fails in words for histories that never met', async () => {
  expect((await failureOf(tried('stranger'))).message).toContain('unrelated histories');
});

it('is not known where git is too old to try', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'branchline-old-git-'));
  const program = join(folder, 'git');
  const explains = 'echo "usage: git merge-tree <base-tree> <branch1> <branch2>" >&2; exit 129';
  await writeFile(program, `#!/bin/sh\ncase "$*" in *merge-tree*) ${explains};; esac\nexec git "$@"\n`);
  await chmod(program, 0o755);
  const old = testMirror({ git: program });
  const commit = (await git.git('rev-parse', 'clash')) as CommitHash;
  try {
    await old.mirror.update(repository, accessTo(git.path));
    expect(await old.browser.tryMerge(repository, commit, main)).toEqual({ outcome: 'unknown' });
  } finally {
    old.remove();
    await rm(folder, { recursive: true });
  }
});
