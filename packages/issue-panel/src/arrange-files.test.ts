import { describe, expect, it } from 'vitest';
import { arrangeFiles, fileGroupings, type FileArrangement, type FileLine } from './arrange-files.ts';
import { sortedPeople } from './sort-people.ts';
import { exampleFile } from './test-support/examples.ts';

const files = [
  exampleFile({
    path: 'src/b.ts',
    linesAdded: 5,
    linesRemoved: 5,
    change: 'added',
    lastChangedAt: '2026-03-01T00:00:00Z',
  }),
  exampleFile({
    path: 'src/deep/er/a.ts',
    linesAdded: 1,
    linesRemoved: 20,
    commits: ['1', '2'],
    people: ['Bob', 'Ada'],
  }),
  exampleFile({ path: 'README', linesAdded: 8, linesRemoved: 0, previousPath: 'LIESMICH' }),
  exampleFile({ path: '.gitignore', linesAdded: 0, linesRemoved: 0, change: 'deleted', people: ['Bob'] }),
];

function arranged(changes: Partial<FileArrangement>, some = files): readonly string[] {
  const arrangement = { sort: 'path', group: 'none', search: '', folded: new Set<string>(), ...changes } as const;
  return arrangeFiles(some, arrangement, (id) => `repository ${id}`).map(written);
}

function written(line: FileLine): string {
  const inset = '  '.repeat(line.depth);
  if (line.kind === 'file') return `${inset}${line.label}`;
  const { label, isFolded, fileCount, linesAdded, linesRemoved } = line;
  return `${inset}${isFolded ? '▸' : '▾'} ${label} ${fileCount} +${linesAdded} −${linesRemoved}`;
}

describe('arrangeFiles', () => {
  it.each<[FileArrangement['sort'], readonly string[]]>([
    ['path', ['.gitignore', 'README', 'src/b.ts', 'src/deep/er/a.ts']],
    ['changed', ['src/deep/er/a.ts', 'src/b.ts', 'README', '.gitignore']],
    ['added', ['README', 'src/b.ts', 'src/deep/er/a.ts', '.gitignore']],
    ['removed', ['src/deep/er/a.ts', 'src/b.ts', '.gitignore', 'README']],
    ['commits', ['src/deep/er/a.ts', '.gitignore', 'README', 'src/b.ts']],
    ['latest', ['.gitignore', 'README', 'src/deep/er/a.ts', 'src/b.ts']],
  ])('sorts by %s, equal ones by path', (sort, expected) => {
    expect(arranged({ sort })).toEqual(expected);
  });

  it.each<[FileArrangement['group'], readonly string[]]>([
    [
      'extension',
      ['▾ .ts 2 +6 −25', '  src/b.ts', '  src/deep/er/a.ts', '▾ no extension 2 +8 −0', '  .gitignore', '  README'],
    ],
    [
      'change',
      [
        '▾ Added 1 +5 −5',
        '  src/b.ts',
        '▾ Deleted 1 +0 −0',
        '  .gitignore',
        '▾ Modified 2 +9 −20',
        '  README',
        '  src/deep/er/a.ts',
      ],
    ],
    [
      'extension-change',
      [
        '▾ .ts · Added 1 +5 −5',
        '  src/b.ts',
        '▾ .ts · Modified 1 +1 −20',
        '  src/deep/er/a.ts',
        '▾ no extension · Deleted 1 +0 −0',
        '  .gitignore',
        '▾ no extension · Modified 1 +8 −0',
        '  README',
      ],
    ],
    [
      'change-extension',
      [
        '▾ Added · .ts 1 +5 −5',
        '  src/b.ts',
        '▾ Deleted · no extension 1 +0 −0',
        '  .gitignore',
        '▾ Modified · .ts 1 +1 −20',
        '  src/deep/er/a.ts',
        '▾ Modified · no extension 1 +8 −0',
        '  README',
      ],
    ],
    [
      'person',
      [
        '▾ Ada 3 +14 −25',
        '  README',
        '  src/b.ts',
        '  src/deep/er/a.ts',
        '▾ Bob 2 +1 −20',
        '  .gitignore',
        '  src/deep/er/a.ts',
      ],
    ],
    ['tree', ['▾ src/ 2 +6 −25', '  ▾ deep/er/ 1 +1 −20', '    a.ts', '  b.ts', '.gitignore', 'README']],
  ])('groups by %s, with sums', (group, expected) => {
    expect(arranged({ group })).toEqual(expected);
  });

  it('names repositories where there are several', () => {
    const several = [exampleFile({ repositoryId: 2, path: 'x/y' }), exampleFile({ repositoryId: 1, path: 'x/y' })];
    expect(arranged({ group: 'repository' }, several)).toEqual([
      '▾ repository 1 1 +12 −4',
      '  x/y',
      '▾ repository 2 1 +12 −4',
      '  x/y',
    ]);
    expect(arranged({ group: 'tree' }, several)).toEqual([
      '▾ repository 1 1 +12 −4',
      '  ▾ x/ 1 +12 −4',
      '    y',
      '▾ repository 2 1 +12 −4',
      '  ▾ x/ 1 +12 −4',
      '    y',
    ]);
  });

  it('finds by part of a path, in any case, and by the former path', () => {
    expect(arranged({ search: ' DEEP ' })).toEqual(['src/deep/er/a.ts']);
    expect(arranged({ search: 'liesmich' })).toEqual(['README']);
    expect(arranged({ search: '.*' })).toEqual([]);
  });

  it.each(fileGroupings.filter((group) => group !== 'none'))('folds groups by their keys: %s', (group) => {
    const base = { sort: 'path', search: '', group } as const;
    const open = arrangeFiles(files, { ...base, folded: new Set() }, String);
    const folded = new Set(open.flatMap(({ kind, key }) => (kind === 'group' ? [key] : [])));
    const lines = arrangeFiles(files, { ...base, folded }, String);
    const inGroups = group === 'tree' ? ['.gitignore', 'README'] : [];
    expect(lines.filter(({ kind }) => kind === 'file').map(({ label }) => label)).toEqual(inGroups);
    expect(new Set(open.map(({ key }) => key)).size).toBe(open.length);
  });
});

describe('sortedPeople', () => {
  const person = (name: string, commitCount: number, linesAdded: number, linesRemoved: number) => ({
    name,
    emails: [],
    commitCount,
    linesAdded,
    linesRemoved,
  });
  const people = [person('Zoe', 1, 50, 0), person('ada', 3, 1, 2), person('Bob', 3, 10, 60)];

  it.each([
    ['commits', 'ada Bob Zoe'],
    ['changed', 'Bob Zoe ada'],
    ['added', 'Zoe Bob ada'],
    ['removed', 'Bob ada Zoe'],
    ['name', 'ada Bob Zoe'],
  ] as const)('by %s', (sort, expected) => {
    expect(
      sortedPeople(people, sort)
        .map(({ name }) => name)
        .join(' '),
    ).toBe(expected);
  });
});
