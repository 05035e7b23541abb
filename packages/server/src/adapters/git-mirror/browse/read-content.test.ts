/** People see folders and files as git has them, and who wrote them, whatever names and contents there are. */

import type { CommitHash } from '@branchline/domain';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  browsedRepository,
  patternPath,
  strangePath,
  type BrowsedRepository,
} from '../../../test-support/browsed-repository.ts';

let place: BrowsedRepository['place'];
let git: BrowsedRepository['git'];
let repository: BrowsedRepository['repository'];
let root: CommitHash;
let changed: CommitHash;
let renamed: CommitHash;
let tip: CommitHash;
let fetch: BrowsedRepository['fetch'];
let remove: BrowsedRepository['remove'];

beforeAll(async () => {
  ({ place, git, repository, root, changed, renamed, tip, fetch, remove } = await browsedRepository());
});
afterAll(() => remove());

describe('a revision', () => {
  it.each([
    ['a branch', 'main', () => tip],
    ['a branch with a slash', 'topic/x', () => git.git('rev-parse', 'topic/x')],
    ['an annotated tag', 'v1', () => renamed],
    ['a branch that looks like a hash', 'deadbeef', () => root],
    ['HEAD', 'HEAD', () => tip],
  ])('is %s', async (_, revision, expected) => {
    expect(await place.browser.resolve(repository, revision)).toBe(await expected());
  });

  it('is a hash, whole or its beginning, in any case', async () => {
    expect(await place.browser.resolve(repository, changed)).toBe(changed);
    expect(await place.browser.resolve(repository, changed.slice(0, 12).toUpperCase())).toBe(changed);
  });

  it.each(['nothing', 'main~1', 'main^', ':/Begin', 'main:README.md', '@{-1}', '-h', '--all', 'v1^{tree}', '', 'a\nb'])(
    'is not %j',
    async (revision) => {
      expect(await place.browser.resolve(repository, revision)).toBeUndefined();
    },
  );
});

describe('a folder', () => {
  it('lists what is in it, with kinds and sizes', async () => {
    const entries = await place.browser.folder(repository, tip, '');
    expect(entries?.map(({ name, kind }) => [name, kind])).toEqual([
      ['README.md', 'file'],
      ['ein "Haus"\tmit Tür', 'folder'],
      ['side.txt', 'file'],
      ['src', 'folder'],
    ]);
    expect(entries?.[0]?.size).toBe(16);
    const below = await place.browser.folder(repository, tip, 'src');
    expect(below?.map(({ path }) => path)).toEqual([patternPath, 'src/a.ts', 'src/gate.ts', 'src/picture.png']);
  });

  it.each(['nowhere', 'README.md', '..', 'src/../src', './src', 'src/', '/src', 'a\nb'])('is not %j', async (path) => {
    expect(await place.browser.folder(repository, tip, path)).toBeUndefined();
  });

  it('tells links and submodules from files', async () => {
    await git.git('update-index', '--add', '--cacheinfo', `160000,${root},vendor`);
    const target = await git.gitWithInput('README.md', 'hash-object', '-w', '--stdin');
    await git.git('update-index', '--add', '--cacheinfo', `120000,${target},link`);
    const tree = await git.git('write-tree');
    const commit = (await git.git('commit-tree', tree, '-m', 'Links')) as CommitHash;
    await git.git('update-ref', 'refs/heads/links', commit);
    await git.git('reset', '--quiet', '--hard');
    await fetch();
    const entries = await place.browser.folder(repository, commit, '');
    const kinds = Object.fromEntries(entries?.map(({ name, kind }) => [name, kind]) ?? []);
    expect(kinds).toMatchObject({ link: 'link', vendor: 'submodule', src: 'folder' });
  });
});

describe('a file', () => {
  it('comes with its bytes', async () => {
    const file = await place.browser.file(repository, root, 'README.md', 100);
    expect(file).toMatchObject({ size: 14, isBinary: false });
    expect(Buffer.from(file?.bytes ?? []).toString()).toBe('one\ntwo\nthree\n');
  });

  it('comes with whatever characters its path has, line breaks too', async () => {
    const file = await place.browser.file(repository, tip, strangePath, 100);
    expect(new TextDecoder().decode(file?.bytes)).toBe('strange\n');
    const folder = await place.browser.folder(repository, tip, strangePath.slice(0, strangePath.lastIndexOf('/')));
    expect(folder?.map(({ path }) => path)).toEqual([strangePath]);
    expect(await place.browser.file(repository, tip, 'no\nsuch', 100)).toBeUndefined();
    expect(await place.browser.file(repository, tip, 'README.md\n', 100)).toBeUndefined();
  });

  it('is known as binary, and too large comes without its bytes', async () => {
    expect(await place.browser.file(repository, tip, 'src/picture.png', 100)).toMatchObject({
      isBinary: true,
      size: 7,
    });
    const large = await place.browser.file(repository, tip, 'README.md', 3);
    expect(large).toEqual({ path: 'README.md', size: 16, isBinary: false, bytes: undefined });
  });

  it.each(['src', 'nowhere.txt', strangePath.replace('語', '')])('is not %j', async (path) => {
    expect(await place.browser.file(repository, tip, path, 100)).toBeUndefined();
  });
});

describe('blame', () => {
  it('names the commit of each stretch, with the name the file had', async () => {
    const stretches = await place.browser.blame(repository, tip, 'src/gate.ts', { first: 1, last: 100 });
    const before = { commit: root, path: 'src/door.ts' };
    const pathThen = 'src/door.ts';
    expect(stretches).toEqual([
      { commit: root, firstLine: 1, lines: 1, pathThen, firstLineThen: 1, before: undefined },
      { commit: changed, firstLine: 2, lines: 1, pathThen, firstLineThen: 2, before },
      { commit: root, firstLine: 3, lines: 6, pathThen, firstLineThen: 3, before: undefined },
      { commit: changed, firstLine: 9, lines: 1, pathThen, firstLineThen: 9, before },
    ]);
    const some = await place.browser.blame(repository, tip, 'src/gate.ts', { first: 2, last: 3 });
    expect(some?.map(({ firstLine, lines }) => [firstLine, lines])).toEqual([
      [2, 1],
      [3, 1],
    ]);
  });

  it('has nothing beyond the end of a file, and of what is none', async () => {
    expect(await place.browser.blame(repository, tip, 'src/gate.ts', { first: 50, last: 60 })).toBeUndefined();
    expect(await place.browser.blame(repository, tip, 'src', { first: 1, last: 2 })).toBeUndefined();
  });
});

describe('the history of a file', () => {
  it('follows it through a rename, page by page', async () => {
    const page = { skip: 0, limit: 2 };
    const first = await place.browser.history(repository, tip, 'src/gate.ts', page);
    expect(first).toEqual({
      found: [
        { commit: renamed, path: 'src/gate.ts' },
        { commit: changed, path: 'src/door.ts' },
      ],
      isCut: true,
    });
    const second = await place.browser.history(repository, tip, 'src/gate.ts', { skip: 2, limit: 2 });
    expect(second).toEqual({ found: [{ commit: root, path: 'src/door.ts' }], isCut: false });
  });

  it('takes a name as it stands, whatever characters it has', async () => {
    const { found } = await place.browser.history(repository, tip, patternPath, { skip: 0, limit: 9 });
    expect(found).toEqual([{ commit: root, path: patternPath }]);
  });
});
