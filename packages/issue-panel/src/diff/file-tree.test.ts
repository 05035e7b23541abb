import { describe, expect, it } from 'vitest';
import { exampleChange } from '../test-support/diff-examples.ts';
import { inTreeOrder, treeLines } from './file-tree.ts';

const files = ['README.md', 'src/very/deep/a.ts', 'src/very/deep/b.ts', 'src/c.ts', '__proto__/x.ts'].map((path) =>
  exampleChange(path),
);

function told(filter = '', closed: readonly string[] = []): readonly string[] {
  return treeLines(files, filter, new Set(closed)).map(
    ({ depth, kind, name, isOpen }) => `${'  '.repeat(depth)}${name}${kind === 'folder' ? (isOpen ? '/' : '/…') : ''}`,
  );
}

describe('treeLines', () => {
  it('shows folders first, and those with nothing but a folder in them on one line', () => {
    expect(told()).toEqual([
      '__proto__/',
      '  x.ts',
      'src/',
      '  very/deep/',
      '    a.ts',
      '    b.ts',
      '  c.ts',
      'README.md',
    ]);
  });

  it('leaves out what is in folded ones, and what does not match', () => {
    expect(told('', ['src', '__proto__'])).toEqual(['__proto__/…', 'src/…', 'README.md']);
    expect(told('DEEP/A')).toEqual(['src/very/deep/', '  a.ts']);
    expect(told('nothing')).toEqual([]);
  });
});

it('puts files into the order of the tree', () => {
  expect(inTreeOrder(files).map(({ path }) => path)).toEqual([
    '__proto__/x.ts',
    'src/very/deep/a.ts',
    'src/very/deep/b.ts',
    'src/c.ts',
    'README.md',
  ]);
});
