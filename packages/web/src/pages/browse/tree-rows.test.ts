import { describe, expect, it } from 'vitest';
import { foldersOf, treeRows } from './tree-rows.ts';

const entry = (path: string, kind: 'folder' | 'file') => ({
  name: path.slice(path.lastIndexOf('/') + 1),
  path,
  kind,
  size: kind === 'file' ? 1 : null,
});
const folders = new Map([
  ['', [entry('source', 'folder'), entry('tests', 'folder'), entry('README', 'file')]],
  ['source', [entry('source/deep', 'folder'), entry('source/a.ts', 'file')]],
]);

describe('the lines of a tree of files', () => {
  it('has what is in open folders below them, each with its place', () => {
    const rows = treeRows(folders, new Set(['source']));
    expect(rows.map((row) => [row.entry.path, row.level, row.parent, `${row.position}/${row.siblings}`])).toEqual([
      ['source', 1, undefined, '1/3'],
      ['source/deep', 2, 0, '1/2'],
      ['source/a.ts', 2, 0, '2/2'],
      ['tests', 1, undefined, '2/3'],
      ['README', 1, undefined, '3/3'],
    ]);
  });

  it('has nothing below a folder that is open and not there yet, and nothing at all without the root', () => {
    expect(treeRows(folders, new Set(['source', 'source/deep']))).toHaveLength(5);
    expect(treeRows(new Map(), new Set(['source']))).toEqual([]);
  });

  it.each([
    ['', []],
    ['README', []],
    ['a/b/c.ts', ['a', 'a/b']],
  ])('finds the folders of “%s”', (path, expected) => {
    expect(foldersOf(path)).toEqual(expected);
  });
});
