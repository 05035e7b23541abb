/** People see what changed, line by line, and find what they look for. */

import { diffLineLimit, type CommitHash, type DiffLine } from '@branchline/domain';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  browsedRepository,
  patternPath,
  strangePath,
  type BrowsedRepository,
} from '../../../test-support/browsed-repository.ts';
import { failureOf } from '../../../test-support/failure-of.ts';

const shown = { ignoresWhitespace: false, context: 3, limit: 10_000 } as const;

let place: BrowsedRepository['place'];
let git: BrowsedRepository['git'];
let repository: BrowsedRepository['repository'];
let root: CommitHash;
let changed: CommitHash;
let renamed: CommitHash;
let merge: CommitHash;
let tip: CommitHash;
let fetch: BrowsedRepository['fetch'];
let remove: BrowsedRepository['remove'];

beforeAll(async () => {
  ({ place, git, repository, root, changed, renamed, merge, tip, fetch, remove } = await browsedRepository());
});
afterAll(() => remove());

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
    expect(all.found.map(({ path }) => path)).toEqual(['README.md', strangePath, 'side.txt', 'src/gate.ts']);
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
    await fetch();
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
    await fetch();
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
      { path: patternPath, line: 1, text: 'needle in brackets' },
    ]);
    const any = await place.browser.searchCode(repository, tip, { ...search, ignoresCase: true, limit: 2 });
    expect([any.found.length, any.isCut]).toEqual([2, true]);
    const below = await place.browser.searchCode(repository, tip, { ...search, folder: 'src' });
    expect(below.found.map(({ path }) => path)).toEqual([patternPath]);
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
