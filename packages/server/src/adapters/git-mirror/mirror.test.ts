import { access, mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { CommitHash } from '@branchline/domain';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { gitPlayground, type GitPlayground } from '../../test-support/git-playground.ts';
import {
  accessTo,
  failureOf,
  testMirror,
  testRepository,
  walkAll,
  type TestMirror,
} from '../../test-support/test-mirror.ts';

let playground: GitPlayground;
let place: TestMirror;

beforeEach(async () => {
  playground = await gitPlayground();
  place = testMirror();
});

afterEach(async () => {
  await playground.remove();
  place.remove();
});

/** The mirror of the playground's working folder, after an update. */
async function updated(path = playground.path) {
  const repository = testRepository(path);
  const { made } = await place.mirror.update(repository, accessTo(path));
  return { repository, made, mirror: place.mirror };
}

async function refs(path = playground.path): Promise<readonly string[]> {
  const { repository, mirror } = await updated(path);
  return (await mirror.heads(repository)).map(({ ref }) => ref);
}

describe('look', () => {
  it('tells the default branch, and a fingerprint that changes with any ref and with the default branch', async () => {
    await playground.commit('one');
    const look = () => place.mirror.look(testRepository(playground.path), accessTo(playground.path));
    const first = await look();
    expect(first.defaultBranch).toBe('main');
    expect(first.hostKey).toBeUndefined();
    expect(await look()).toEqual(first);
    await playground.tag('v1');
    const second = await look();
    expect(second.fingerprint).not.toBe(first.fingerprint);
    await playground.branch('other');
    const third = await look();
    expect(third.defaultBranch).toBe('other');
    expect(third.fingerprint).not.toBe(second.fingerprint);
  });

  it('does not care for refs that are not mirrored', async () => {
    await playground.commit('one', { a: '1' });
    const look = () => place.mirror.look(testRepository(playground.path), accessTo(playground.path));
    const before = await look();
    await playground.git('update-ref', 'refs/stash', 'HEAD');
    await playground.git('update-ref', `refs/replace/${'1234567890'.repeat(4)}`, 'HEAD');
    expect(await look()).toEqual(before);
  });

  it('knows an empty repository and makes no mirror', async () => {
    const remote = await place.mirror.look(testRepository(playground.path), accessTo(playground.path));
    expect(remote.defaultBranch).toBeUndefined();
    expect(await readdir(place.folder)).toEqual(['git-home']);
  });
});

describe('update', () => {
  it('makes a mirror of all refs but stash and replacements, then fetches what is new', async () => {
    const first = await playground.commit('one');
    await playground.tag('v1', 'First');
    await playground.note(first, 'ABC-1');
    await playground.git('update-ref', 'refs/pull/1/head', 'HEAD');
    await playground.git('update-ref', 'refs/stash', 'HEAD');
    await playground.git('update-ref', `refs/replace/${'1234567890'.repeat(4)}`, 'HEAD');
    const expected = ['refs/heads/main', 'refs/notes/commits', 'refs/pull/1/head', 'refs/tags/v1'];
    expect(await refs()).toEqual(expected);
    await playground.commit('two');
    await playground.branch('feature/x');
    const { made, mirror, repository } = await updated();
    expect(made).toBe(false);
    const heads = await mirror.heads(repository);
    expect(heads.map(({ ref }) => ref)).toEqual(['refs/heads/feature/x', ...expected]);
    expect(heads[0]?.hash).toBe(await playground.git('rev-parse', 'HEAD'));
  });

  it('follows a forced push, deleted refs and another default branch, and keeps lost commits readable', async () => {
    await playground.commit('one');
    await playground.branch('gone');
    const lost = await playground.commit('lost');
    await playground.tag('gone');
    await updated();
    await playground.checkout('main');
    await playground.git('branch', '-D', 'gone');
    await playground.git('tag', '-d', 'gone');
    await playground.git('commit', '--quiet', '--amend', '--allow-empty', '--message', 'rewritten');
    await playground.git('branch', '--move', 'trunk');
    const { mirror, repository } = await updated();
    const heads = await mirror.heads(repository);
    expect(heads.map(({ ref }) => ref)).toEqual(['refs/heads/trunk']);
    expect((await mirror.branches(repository, ['trunk']))[0]?.isDefault).toBe(true);
    expect(await mirror.commitsByHash(repository, [lost])).toHaveLength(1);
    const gone: CommitHash[] = [];
    const now = heads.map(({ hash }) => hash);
    for await (const hashes of mirror.lostCommits(repository, [lost], now)) gone.push(...hashes);
    expect(gone).toHaveLength(2);
    expect(gone[0]).toBe(lost);
    await mirror.tidy(repository);
    expect(await mirror.commitsByHash(repository, [lost])).toHaveLength(1);
  });

  it('mirrors an empty repository, and what comes later', async () => {
    const { mirror, repository, made } = await updated();
    expect(made).toBe(true);
    expect(await mirror.heads(repository)).toEqual([]);
    expect(await mirror.branches(repository, ['main'])).toEqual([]);
    await playground.commit('one');
    expect(await refs()).toEqual(['refs/heads/main']);
  });

  it('mirrors a repository with SHA-256 hashes', async () => {
    const other = await gitPlayground('sha256');
    const hash = await other.commit('ABC-1 one', { a: '1\n' });
    const { mirror, repository } = await updated(other.path);
    expect(hash).toHaveLength(64);
    const chunks = await walkAll(mirror, repository);
    expect(chunks.flatMap(({ commits }) => commits.map((commit) => commit.hash))).toEqual([hash]);
    const files = [];
    for await (const some of mirror.files(repository, [hash])) files.push(...some);
    expect(files[0]).toMatchObject({ hash, fileCount: 1, linesAdded: 1, unreadable: false });
    await other.remove();
  });

  it('makes the mirror anew when the origin is another repository with other hashes', async () => {
    await playground.commit('one');
    await updated();
    const other = await gitPlayground('sha256');
    await other.commit('one');
    const repository = testRepository(other.path);
    expect(await place.mirror.update(repository, accessTo(other.path))).toEqual({ made: true });
    expect((await place.mirror.heads(repository))[0]?.hash).toHaveLength(64);
    await other.remove();
  });

  it('reads a shallow clone, and the rest when it comes', async () => {
    for (const message of ['one', 'two', 'three']) await playground.commit(message);
    const shallow = join(playground.folder, 'shallow');
    await playground.git('clone', '--quiet', '--depth=1', `file://${playground.path}`, shallow);
    const { mirror, repository } = await updated(shallow);
    expect((await walkAll(mirror, repository)).map(({ walked }) => walked)).toEqual([1]);
    await playground.git('-C', shallow, 'fetch', '--quiet', '--unshallow');
    await updated(shallow);
    expect((await walkAll(mirror, repository)).map(({ walked }) => walked)).toEqual([3]);
  });

  it('reads a working clone with the branches it remembers', async () => {
    await playground.commit('one');
    await playground.branch('feature/x');
    const ahead = await playground.commit('two');
    await playground.checkout('main');
    const clone = join(playground.folder, 'clone');
    await playground.git('clone', '--quiet', playground.path, clone);
    const { mirror, repository } = await updated(clone);
    const branches = await mirror.branches(repository, ['main', 'feature/x', 'HEAD', 'missing']);
    expect(branches.map(({ name, head }) => [name, head.hash])).toContainEqual(['feature/x', ahead]);
    expect(branches).toHaveLength(2);
  });

  it.each(['HEAD', 'config', 'objects'])('makes a mirror without %s anew', async (part) => {
    await playground.commit('one');
    const { mirror, repository } = await updated();
    await rm(join(place.folder, '1.git', part), { recursive: true });
    expect((await updated()).made).toBe(true);
    expect(await mirror.heads(repository)).toHaveLength(1);
  });

  it('makes a mirror anew whose objects are damaged', async () => {
    await playground.commit('one');
    const { repository, mirror } = await updated();
    await rm(join(place.folder, '1.git', 'objects'), { recursive: true });
    await mkdir(join(place.folder, '1.git', 'objects', 'pack'), { recursive: true });
    await playground.commit('two');
    await updated();
    expect((await walkAll(mirror, repository)).map(({ walked }) => walked)).toEqual([2]);
  });

  it('removes the locks and half-written packs of a git that was killed', async () => {
    await playground.commit('one');
    const { mirror, repository } = await updated();
    const leftOvers = ['HEAD.lock', 'packed-refs.lock', 'refs/heads/main.lock', 'objects/pack/tmp_pack_x1'];
    for (const name of leftOvers) {
      await mkdir(join(place.folder, '1.git', name, '..'), { recursive: true });
      await writeFile(join(place.folder, '1.git', name), '');
    }
    const head = await playground.commit('two');
    await updated();
    expect((await mirror.heads(repository))[0]?.hash).toBe(head);
    for (const name of leftOvers) await expect(access(join(place.folder, '1.git', name))).rejects.toThrow('ENOENT');
  });

  it('needs nothing of a folder any more once it has been read', async () => {
    for (let number = 0; number < 5; number += 1) await playground.commit(`${number}`, { file: `${number}` });
    const { mirror, repository } = await updated();
    await rm(playground.path, { recursive: true });
    expect((await walkAll(mirror, repository)).map(({ walked }) => walked)).toEqual([5]);
    const failure = await failureOf(mirror.update(repository, accessTo(playground.path)));
    expect(failure.kind).toBe('not-found');
  });

  it('does not borrow objects from the repository a folder borrows from', async () => {
    await playground.commit('one', { file: 'text' });
    const borrower = join(playground.folder, 'borrower');
    await playground.git('clone', '--quiet', '--shared', playground.path, borrower);
    const { mirror, repository } = await updated(borrower);
    await rm(playground.path, { recursive: true });
    expect((await walkAll(mirror, repository)).map(({ walked }) => walked)).toEqual([1]);
  });

  it('takes what can be read of a folder with missing objects, and marks the rest', async () => {
    const good = await playground.commit('one', { good: 'good\n' });
    const bad = await playground.commit('two', { bad: 'bad\n' });
    const after = await playground.commit('three', { after: 'after\n' });
    const blob = await playground.git('rev-parse', `${bad}:bad`);
    await rm(join(playground.path, '.git/objects', blob.slice(0, 2), blob.slice(2)));
    const { mirror, repository } = await updated();
    const files = [];
    for await (const some of mirror.files(repository, [after, bad, good])) files.push(...some);
    expect(files.map(({ hash, unreadable }) => [hash, unreadable])).toEqual([
      [after, false],
      [bad, true],
      [good, false],
    ]);
  });

  it('mirrors 100,000 refs', async () => {
    const hash = await playground.commit('one');
    const lines = Array.from({ length: 100_000 }, (_, number) => `${hash} refs/heads/many/${number}\n`);
    await writeFile(join(playground.path, '.git/packed-refs'), lines.join(''));
    const { mirror, repository } = await updated();
    expect(await mirror.heads(repository)).toHaveLength(100_001);
    expect(await readdir(join(place.folder, '1.git', 'refs', 'heads'))).toEqual([]);
  });

  it('takes only the refs it is told to take', async () => {
    await playground.commit('one');
    await playground.tag('v1');
    await playground.git('update-ref', 'refs/changes/01/1/1', 'HEAD');
    place.remove();
    place = testMirror({ refPatterns: ['refs/heads/*', 'refs/changes/*'] });
    expect(await refs()).toEqual(['refs/changes/01/1/1', 'refs/heads/main']);
    await playground.tag('v2');
    await playground.commit('two');
    expect(await refs()).toEqual(['refs/changes/01/1/1', 'refs/heads/main']);
  });

  it('stops when it is told to, as something that may be tried again', async () => {
    await playground.commit('one');
    const repository = testRepository(playground.path);
    const stopping = AbortSignal.abort();
    const failure = await failureOf(place.mirror.update(repository, accessTo(playground.path), { stopping }));
    expect(failure.kind).toBe('unavailable');
    expect((await updated()).made).toBe(true);
  });

  it('removes a mirror', async () => {
    await playground.commit('one');
    const { mirror, repository } = await updated();
    await mirror.remove(repository.id);
    expect(await readdir(place.folder)).toEqual(['git-home']);
    await mirror.remove(repository.id);
  });
});
