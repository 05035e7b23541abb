import { describe, expect, it } from 'vitest';
import type { FileChange, FileChangeKind } from './git-history.ts';
import type { CommitHash } from './ids.ts';
import { rollUpFiles, type FileChanges } from './roll-up-files.ts';

function file(
  change: FileChangeKind,
  path: string,
  previousPath?: string,
  lines: readonly number[] = [1, 1],
): FileChange {
  return { path, previousPath, change, linesAdded: lines[0], linesRemoved: lines[1] };
}

/** One a minute, each the child of the one before. */
function history(...commits: readonly (readonly FileChange[])[]): readonly FileChanges[] {
  return commits.map((files, place) => ({
    hash: `c${place + 1}` as CommitHash,
    parents: place === 0 ? [] : [`c${place}` as CommitHash],
    author: place % 2 === 0 ? 'ada' : 'bob',
    at: new Date(Date.UTC(2026, 2, 1, 12, place)),
    files,
  }));
}

function outcomes(...commits: readonly (readonly FileChange[])[]) {
  return rollUpFiles(history(...commits)).map(({ change, path, previousPath }) => [change, path, previousPath]);
}

describe('what came of a file', () => {
  it.each<readonly [string, readonly (readonly FileChange[])[], readonly unknown[]]>([
    ['added and changed', [[file('added', 'a')], [file('modified', 'a')]], [['added', 'a', undefined]]],
    ['changed twice', [[file('modified', 'a')], [file('modified', 'a')]], [['modified', 'a', undefined]]],
    ['changed and deleted', [[file('modified', 'a')], [file('deleted', 'a')]], [['deleted', 'a', undefined]]],
    ['added and deleted', [[file('added', 'a')], [file('deleted', 'a')]], [['deleted', 'a', undefined]]],
    ['deleted and added again', [[file('deleted', 'a')], [file('added', 'a')]], [['modified', 'a', undefined]]],
    ['renamed twice', [[file('renamed', 'b', 'a')], [file('renamed', 'c', 'b')]], [['renamed', 'c', 'a']]],
    ['renamed and back', [[file('renamed', 'b', 'a')], [file('renamed', 'a', 'b')]], [['modified', 'a', undefined]]],
    ['renamed and deleted', [[file('renamed', 'b', 'a')], [file('deleted', 'b')]], [['deleted', 'b', 'a']]],
    ['added and renamed', [[file('added', 'a')], [file('renamed', 'b', 'a')]], [['added', 'b', undefined]]],
    ['changed and renamed', [[file('modified', 'a')], [file('renamed', 'b', 'a')]], [['renamed', 'b', 'a']]],
    ['copied and changed', [[file('copied', 'b', 'a')], [file('modified', 'b')]], [['copied', 'b', 'a']]],
    ['of another type', [[file('type-changed', 'a')]], [['type-changed', 'a', undefined]]],
    [
      'of another type and changed',
      [[file('type-changed', 'a')], [file('modified', 'a')]],
      [['modified', 'a', undefined]],
    ],
    [
      'two that changed places',
      [[file('modified', 'a')], [file('renamed', 'b', 'a'), file('renamed', 'a', 'b')]],
      [
        ['renamed', 'a', 'b'],
        ['renamed', 'b', 'a'],
      ],
    ],
    [
      'renamed, and another one put in its place',
      [[file('renamed', 'b', 'a')], [file('added', 'a')]],
      [
        ['added', 'a', undefined],
        ['renamed', 'b', 'a'],
      ],
    ],
  ])('%s', (_name, commits, expected) => {
    expect(outcomes(...commits)).toEqual(expected);
  });
});

it('adds up lines, commits and authors, the newest first', () => {
  const binary = { ...file('modified', 'logo.png'), linesAdded: undefined, linesRemoved: undefined };
  const changes = history(
    [file('modified', 'a', undefined, [3, 1])],
    [file('renamed', 'b', 'a', [0, 2]), binary],
    [file('modified', 'b', undefined, [5, 0])],
  );
  expect(rollUpFiles(changes)).toEqual([
    {
      path: 'b',
      change: 'renamed',
      previousPath: 'a',
      linesAdded: 8,
      linesRemoved: 3,
      isBinary: false,
      commits: ['c3', 'c2', 'c1'],
      authors: ['ada', 'bob'],
      lastChangedAt: changes[2]?.at,
    },
    {
      path: 'logo.png',
      change: 'modified',
      previousPath: undefined,
      linesAdded: 0,
      linesRemoved: 0,
      isBinary: true,
      commits: ['c2'],
      authors: ['bob'],
      lastChangedAt: changes[1]?.at,
    },
  ]);
});

it('goes by the clock whatever the order given, and in one second by parents', () => {
  const changes = history([file('added', 'a')], [file('renamed', 'b', 'a')], [file('renamed', 'c', 'b')]);
  for (const given of [changes, changes.toReversed()]) {
    expect(rollUpFiles(given).map(({ path, change }) => [path, change])).toEqual([['c', 'added']]);
    const rebased = given.map((each) => ({ ...each, at: new Date(0) }));
    expect(rollUpFiles(rebased).map(({ path, change }) => [path, change])).toEqual([['c', 'added']]);
  }
});

it('ends with parents that name each other in a circle, and with thousands in one second', () => {
  const [one, two] = history([file('added', 'a')], [file('modified', 'a')]) as [FileChanges, FileChanges];
  const circle = [
    { ...one, at: two.at, parents: [two.hash] },
    { ...two, at: two.at, parents: [one.hash] },
  ];
  expect(rollUpFiles(circle)).toHaveLength(1);
  const many = history(...Array.from({ length: 5000 }, () => [file('modified', 'a')])).map((each) => {
    return { ...each, at: new Date(0) };
  });
  expect(rollUpFiles(many.toReversed())[0]?.commits).toHaveLength(5000);
});
