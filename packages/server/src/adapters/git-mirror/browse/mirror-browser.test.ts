/** People see folders, files, lines and changes as git has them, whatever names and contents there are. */

import { diffLineLimit, type CommitHash, type DiffLine, type Repository } from '@branchline/domain';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { gitPlayground, type GitPlayground } from '../../../test-support/git-playground.ts';
import { accessTo, testMirror, testRepository, type TestMirror } from '../../../test-support/test-mirror.ts';
import { failureOf } from '../../../test-support/failure-of.ts';

const shown = { ignoresWhitespace: false, context: 3, limit: 10_000 } as const;
const strange = 'ein "Haus"\tmit Tür/日本\n語.txt';
const literal = 'src/[a]*.ts';

let place: TestMirror;
let git: GitPlayground;
let repository: Repository;
let root: CommitHash;
let changed: CommitHash;
let renamed: CommitHash;
let merge: CommitHash;
let tip: CommitHash;

beforeAll(async () => {
  place = testMirror();
  git = await gitPlayground();
  root = await git.commit('Begin', {
    'README.md': 'one\ntwo\nthree\n',
    'src/door.ts': 'a\nb\nc\nd\ne\nf\ng\nh\n',
    'src/picture.png': Buffer.from([137, 80, 78, 71, 0, 1, 2]),
    [literal]: 'needle in brackets\n',
    'src/a.ts': 'no pin\n',
  });
  changed = await git.commit('Change', { 'src/door.ts': 'a\nB\nc\nd\ne\nf\ng\nh\ni' });
  await git.git('mv', 'src/door.ts', 'src/gate.ts');
  renamed = await git.commit('Rename', {});
  await git.tag('v1', 'First');
  await git.branch('topic/x');
  await git.commit('On the side', { 'side.txt': 'Needle\nneedle\n' });
  await git.checkout('main');
  await git.commit('In the middle', { [strange]: 'strange\n' });
  merge = await git.merge('topic/x', 'Merge topic');
  tip = await git.commit('Space', { 'README.md': 'one\n  two\nthree\n' });
  await git.git('branch', 'deadbeef', root);
  repository = testRepository(git.path);
  await place.mirror.update(repository, accessTo(git.path));
});
afterAll(async () => {
  place.remove();
  await git.remove();
});

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
    expect(below?.map(({ path }) => path)).toEqual([literal, 'src/a.ts', 'src/gate.ts', 'src/picture.png']);
  });

  it.each(['nowhere', 'README.md', '..', 'src/../src', './src', 'src/', '/src', 'a\nb'])('is not %j', async (path) => {
    expect(await place.browser.folder(repository, tip, path)).toBeUndefined();
  });

  it('tells links and submodules from files', async () => {
    const other = await gitPlayground();
    await git.git('update-index', '--add', '--cacheinfo', `160000,${root},vendor`);
    const target = await git.gitWithInput('README.md', 'hash-object', '-w', '--stdin');
    await git.git('update-index', '--add', '--cacheinfo', `120000,${target},link`);
    const tree = await git.git('write-tree');
    const commit = (await git.git('commit-tree', tree, '-m', 'Links')) as CommitHash;
    await git.git('update-ref', 'refs/heads/links', commit);
    await git.git('reset', '--quiet', '--hard');
    await place.mirror.update(repository, accessTo(git.path));
    const entries = await place.browser.folder(repository, commit, '');
    const kinds = Object.fromEntries(entries?.map(({ name, kind }) => [name, kind]) ?? []);
    expect(kinds).toMatchObject({ link: 'link', vendor: 'submodule', src: 'folder' });
    await other.remove();
  });
});

describe('a file', () => {
  it('comes with its bytes', async () => {
    const file = await place.browser.file(repository, root, 'README.md', 100);
    expect(file).toMatchObject({ size: 14, isBinary: false });
    expect(Buffer.from(file?.bytes ?? []).toString()).toBe('one\ntwo\nthree\n');
  });

  it('is known as binary, and too large comes without its bytes', async () => {
    expect(await place.browser.file(repository, tip, 'src/picture.png', 100)).toMatchObject({
      isBinary: true,
      size: 7,
    });
    const large = await place.browser.file(repository, tip, 'README.md', 3);
    expect(large).toEqual({ path: 'README.md', size: 16, isBinary: false, bytes: undefined });
  });

  it.each(['src', 'nowhere.txt', strange.replace('語', '')])('is not %j', async (path) => {
    expect(await place.browser.file(repository, tip, path, 100)).toBeUndefined();
  });
});

describe('blame', () => {
  it('names the commit of each stretch, with the name the file had', async () => {
    const stretches = await place.browser.blame(repository, tip, 'src/gate.ts', { first: 1, last: 100 });
    expect(stretches).toEqual([
      { commit: root, firstLine: 1, lines: 1, pathThen: 'src/door.ts', firstLineThen: 1 },
      { commit: changed, firstLine: 2, lines: 1, pathThen: 'src/door.ts', firstLineThen: 2 },
      { commit: root, firstLine: 3, lines: 6, pathThen: 'src/door.ts', firstLineThen: 3 },
      { commit: changed, firstLine: 9, lines: 1, pathThen: 'src/door.ts', firstLineThen: 9 },
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
    const { found } = await place.browser.history(repository, tip, literal, { skip: 0, limit: 9 });
    expect(found).toEqual([{ commit: root, path: literal }]);
  });
});

function told(lines: readonly DiffLine[] = []): readonly string[] {
  const marks = { same: ' ', removed: '-', added: '+' };
  return lines.map(({ kind, text, before, after, endsFile }) =>
    [marks[kind], before ?? '', after ?? '', text, endsFile ? '$' : ''].join('|'),
  );
}

describe('changes', () => {
  it('are those against the first parent, also of a merge and a root', async () => {
    const of = async (to: CommitHash) =>
      (await place.browser.changes(repository, { from: undefined, to }, { limit: 9 })).found;
    expect((await of(renamed))[0]).toMatchObject({
      change: 'renamed',
      previousPath: 'src/door.ts',
      path: 'src/gate.ts',
    });
    expect((await of(merge)).map(({ path }) => path)).toEqual(['side.txt']);
    expect((await of(root)).map(({ change }) => change)).toEqual(Array.from({ length: 5 }, () => 'added'));
  });

  it('are those between any two commits, cut where asked', async () => {
    const range = { from: root, to: tip };
    const all = await place.browser.changes(repository, range, { limit: 9 });
    expect(all.found.map(({ path }) => path)).toEqual(['README.md', strange, 'side.txt', 'src/gate.ts']);
    const some = await place.browser.changes(repository, range, { limit: 2 });
    expect([some.found.length, some.isCut]).toEqual([2, true]);
  });

  it('of a commit that is not there are a failure in words', async () => {
    const range = { from: undefined, to: 'f'.repeat(40) as CommitHash };
    const failure = await failureOf(place.browser.changes(repository, range, { limit: 9 }));
    expect([failure.kind, failure.from]).toEqual(['not-found', 'git']);
  });
});

describe('a diff', () => {
  it('has each line with its numbers, and says where a file ends without a line break', async () => {
    const diff = await place.browser.diff(repository, { from: undefined, to: changed }, plain('src/door.ts'), {
      ...shown,
      context: 1,
    });
    expect(diff?.hunks.map(({ lines }) => told(lines))).toEqual([
      [' |1|1|a|', '-|2||b|', '+||2|B|', ' |3|3|c|'],
      [' |8|8|h|', '+||9|i|$'],
    ]);
    expect(diff?.hunks[1]).toMatchObject({ beforeStart: 8, beforeLines: 1, afterStart: 8, afterLines: 2 });
  });

  it('crosses a rename, and shows what came and went as a whole', async () => {
    const range = { from: root, to: tip };
    const moved = await place.browser.diff(
      repository,
      range,
      { path: 'src/gate.ts', previousPath: 'src/door.ts' },
      shown,
    );
    expect(moved?.hunks[0]?.lines.filter(({ kind }) => kind !== 'same').length).toBe(3);
    const added = await place.browser.diff(repository, range, plain('side.txt'), shown);
    expect(told(added?.hunks[0]?.lines)).toEqual(['+||1|Needle|', '+||2|needle|']);
    const removed = await place.browser.diff(repository, { from: tip, to: root }, plain('side.txt'), shown);
    expect(told(removed?.hunks[0]?.lines)).toEqual(['-|1||Needle|', '-|2||needle|']);
    const first = await place.browser.diff(repository, { from: undefined, to: root }, plain('README.md'), shown);
    expect(told(first?.hunks[0]?.lines)).toEqual(['+||1|one|', '+||2|two|', '+||3|three|']);
  });

  it('leaves white space out when asked', async () => {
    const range = { from: undefined, to: tip };
    const strict = await place.browser.diff(repository, range, plain('README.md'), shown);
    expect(strict?.hunks.length).toBe(1);
    const loose = await place.browser.diff(repository, range, plain('README.md'), {
      ...shown,
      ignoresWhitespace: true,
    });
    expect(loose).toEqual({ isBinary: false, hunks: [], isCut: false });
  });

  it('knows binary files, and files that did not change', async () => {
    const picture = await place.browser.diff(
      repository,
      { from: undefined, to: root },
      plain('src/picture.png'),
      shown,
    );
    expect(picture).toEqual({ isBinary: true, hunks: [], isCut: false });
    expect(await place.browser.diff(repository, { from: changed, to: tip }, plain('src/a.ts'), shown)).toBeUndefined();
  });

  it('is cut after so many lines, and so are long lines', async () => {
    const many = Array.from({ length: 500 }, (_, index) => `line ${index}`).join('\n');
    const commit = await git.commit('Long', { 'long.txt': `${'x'.repeat(diffLineLimit + 9)}\n${many}\n` });
    await place.mirror.update(repository, accessTo(git.path));
    const range = { from: undefined, to: commit };
    const diff = await place.browser.diff(repository, range, plain('long.txt'), { ...shown, limit: 100 });
    expect([diff?.isCut, diff?.hunks[0]?.lines.length]).toEqual([true, 100]);
    expect(diff?.hunks[0]?.lines[0]?.text.length).toBe(diffLineLimit);
    await git.git('reset', '--quiet', '--hard', tip);
  });
});

function plain(path: string) {
  return { path, previousPath: undefined };
}

describe('two commits', () => {
  it('are compared by what each has and the other has not', async () => {
    const side = (await git.git('rev-parse', 'topic/x')) as CommitHash;
    const middle = (await git.git('rev-parse', `${merge}^1`)) as CommitHash;
    expect(await place.browser.compare(repository, middle, side)).toEqual({ mergeBase: renamed, ahead: 1, behind: 1 });
    expect(await place.browser.compare(repository, root, tip)).toEqual({ mergeBase: root, ahead: 6, behind: 0 });
  });

  it('whose histories never met have no last common commit', async () => {
    const tree = await git.git('write-tree');
    const lonely = (await git.git('commit-tree', tree, '-m', 'Lonely')) as CommitHash;
    await git.git('update-ref', 'refs/heads/lonely', lonely);
    await place.mirror.update(repository, accessTo(git.path));
    expect(await place.browser.compare(repository, root, lonely)).toEqual({
      mergeBase: undefined,
      ahead: 1,
      behind: 1,
    });
  });
});

describe('searching', () => {
  const search = { text: 'needle', ignoresCase: false, folder: '', limit: 10 } as const;

  it('finds lines of files, each with its place', async () => {
    const { found } = await place.browser.searchCode(repository, tip, search);
    expect(found).toEqual([
      { path: 'side.txt', line: 2, text: 'needle' },
      { path: literal, line: 1, text: 'needle in brackets' },
    ]);
    const any = await place.browser.searchCode(repository, tip, { ...search, ignoresCase: true, limit: 2 });
    expect([any.found.length, any.isCut]).toEqual([2, true]);
    const below = await place.browser.searchCode(repository, tip, { ...search, folder: 'src' });
    expect(below.found.map(({ path }) => path)).toEqual([literal]);
  });

  it.each(['.*', '-e', '--help', 'needle\n.*'])('takes %j for text', async (text) => {
    const { found } = await place.browser.searchCode(repository, tip, { ...search, text });
    expect(found.length).toBe(text.startsWith('needle') ? 2 : 0);
  });

  it('finds paths and messages in any case', async () => {
    expect(await place.browser.searchPaths(repository, tip, { text: 'GATE', limit: 5 })).toEqual({
      found: ['src/gate.ts'],
      isCut: false,
    });
    expect((await place.browser.searchPaths(repository, tip, { text: 's', limit: 1 })).isCut).toBe(true);
    expect(await place.browser.searchMessages(repository, { text: 'MERGE TOPIC', limit: 5 })).toEqual({
      found: [merge],
      isCut: false,
    });
    expect((await place.browser.searchMessages(repository, { text: '--all', limit: 5 })).found).toEqual([]);
  });
});

it('ends when it is told to', async () => {
  const stopping = AbortSignal.abort();
  const search = { text: 'needle', ignoresCase: false, folder: '', limit: 10 };
  const failure = await failureOf(place.browser.searchCode(repository, tip, search, stopping));
  expect(failure.from).toBe('git');
});
