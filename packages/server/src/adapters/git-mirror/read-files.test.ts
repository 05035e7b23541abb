import { fileListLimit, type CommitFiles, type CommitHash } from '@branchline/domain';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { gitPlayground, type GitPlayground } from '../../test-support/git-playground.ts';
import { accessTo, failureOf, testMirror, testRepository, type TestMirror } from '../../test-support/test-mirror.ts';

let place: TestMirror;
let playground: GitPlayground;

beforeEach(async () => {
  place = testMirror();
  playground = await gitPlayground();
});
afterEach(async () => {
  place.remove();
  await playground.remove();
});

async function filesOf(hashes: readonly CommitHash[]): Promise<readonly CommitFiles[]> {
  const repository = testRepository(playground.path);
  await place.mirror.update(repository, accessTo(playground.path));
  const files: CommitFiles[] = [];
  for await (const some of place.mirror.files(repository, hashes)) files.push(...some);
  return files;
}

describe('files', () => {
  it('are what a commit changed against its parent, with lines', async () => {
    const text = Array.from({ length: 20 }, (_, number) => `line ${number}\n`).join('');
    const first = await playground.commit('1', { 'a.txt': text, 'b.txt': 'b\n', 'c.bin': Buffer.from([0, 1, 2]) });
    const second = await playground.commit(
      '2',
      { 'dir/moved.txt': `${text}more\n`, 'b.txt': 'b\nb\n' },
      { remove: ['a.txt', 'c.bin'] },
    );
    const [one, two] = await filesOf([first, second]);
    expect(one).toMatchObject({ hash: first, fileCount: 3, linesAdded: 21, linesRemoved: 0, unreadable: false });
    expect(two?.files).toEqual([
      { path: 'b.txt', previousPath: undefined, change: 'modified', linesAdded: 1, linesRemoved: 0 },
      { path: 'c.bin', previousPath: undefined, change: 'deleted', linesAdded: undefined, linesRemoved: undefined },
      { path: 'dir/moved.txt', previousPath: 'a.txt', change: 'renamed', linesAdded: 1, linesRemoved: 0 },
    ]);
  });

  it('come in the order asked, also of merges and empty commits, and a missing commit is unreadable', async () => {
    const base = await playground.commit('base', { base: '1\n' });
    await playground.branch('side');
    const side = await playground.commit('side', { side: '1\n' });
    await playground.checkout('main');
    const empty = await playground.commit('empty');
    const merge = await playground.merge('side', 'merge');
    const missing = 'f'.repeat(40) as CommitHash;
    const asked = [merge, missing, base, empty, missing, side, missing];
    const files = await filesOf(asked);
    expect(files.map(({ hash }) => hash)).toEqual(asked);
    expect(files.map(({ fileCount }) => fileCount)).toEqual([0, 0, 1, 0, 0, 1, 0]);
    expect(files.map(({ unreadable }) => unreadable)).toEqual([false, true, false, false, true, false, true]);
  });

  it('are not called unreadable when there is no mirror', async () => {
    const hash = await playground.commit('one', { file: 'x' });
    const files = place.mirror.files(testRepository(playground.path), [hash]);
    expect((await failureOf(files[Symbol.asyncIterator]().next())).kind).toBe('invalid-response');
  });

  it('may have any name', async () => {
    const names = ['new\nline', '"quoted"', 'tab\there', 'ümlaut', ':100644 fake M', '1\t2\tfake', 'a'.repeat(40), ' '];
    const hash = await playground.commit('odd', Object.fromEntries(names.map((name) => [name, 'x\n'])));
    const [files] = await filesOf([hash]);
    expect(files?.files.map(({ path }) => path).sort()).toEqual(names.sort());
    expect(files?.linesAdded).toBe(names.length);
  });

  it('beyond the limit are only counted', async () => {
    const names = Array.from({ length: fileListLimit + 7 }, (_, number) => `file-${number}`);
    const hash = await playground.commit('many', Object.fromEntries(names.map((name) => [name, 'x\n'])));
    const [files] = await filesOf([hash]);
    expect(files?.files).toHaveLength(fileListLimit);
    expect([files?.fileCount, files?.linesAdded]).toEqual([names.length, names.length]);
  });
});
