import { describe, expect, it } from 'vitest';
import { exampleChange, exampleDiff } from '../test-support/diff-examples.ts';
import { rowsOfFile, type DiffRow, type FileLoad, type FileView } from './diff-rows.ts';
import { isGenerated } from './generated-name.ts';
import { rowHeight } from './row-height.ts';

const lines = '@@ -1,5 +1,5 @@\n a\n-b1\n-b2\n+c1\n d\n+e\n f';

function viewOf(load: FileLoad, changes: Parameters<typeof exampleChange>[1] = {}, isOpen = true): FileView {
  return { file: exampleChange('src/a.ts', changes), isOpen, load, revealed: [] };
}

function ready(diff: ReturnType<typeof exampleDiff>): FileLoad {
  return { state: 'ready', diff, context: 3 };
}

function told(row: DiffRow): string {
  if (row.kind === 'line') return `${row.line.text} ${row.partner?.text ?? ''}${row.startsChange ? '!' : ''}`;
  if (row.kind === 'pair') return `${row.left?.text ?? ''}|${row.right?.text ?? ''}${row.startsChange ? '!' : ''}`;
  return row.kind === 'note' ? row.text : row.kind;
}

function rows(view: FileView, layout: 'unified' | 'split' = 'unified', hides = false): readonly string[] {
  return rowsOfFile(view, layout, hides).rows.map(told);
}

describe('rowsOfFile', () => {
  it('has a row for each line, and joins the first removed with the first added', () => {
    expect(rows(viewOf(ready(exampleDiff('src/a.ts', lines))))).toEqual([
      'heading',
      'a ',
      'b1 c1!',
      'b2 ',
      'c1 b1',
      'd ',
      'e !',
      'f ',
    ]);
  });

  it('puts the two side by side', () => {
    expect(rows(viewOf(ready(exampleDiff('src/a.ts', lines))), 'split')).toEqual([
      'heading',
      'a|a',
      'b1|c1!',
      'b2|',
      'd|d',
      '|e!',
      'f|f',
    ]);
  });

  it('gives each row a key of its own, the same in the same view', () => {
    for (const layout of ['unified', 'split'] as const) {
      const view = viewOf(ready(exampleDiff('src/a.ts', lines)));
      const keys = rowsOfFile(view, layout, false).rows.map(({ key }) => key);
      expect(new Set(keys).size).toBe(keys.length);
      expect(rowsOfFile(view, layout, false)).toBe(rowsOfFile(view, layout, false));
    }
  });

  it.each([
    ['added', 0, 'An empty file was added.'],
    ['deleted', 0, 'An empty file was deleted.'],
    ['renamed', 0, 'Moved, with the same content.'],
    ['copied', 0, 'Copied, with the same content.'],
    ['modified', 0, 'The same content: only its mode changed.'],
    ['modified', 4, 'Only white space changed. It is ignored here.'],
  ] as const)('says why nothing differs in a file that was %s', (change, count, expected) => {
    const view = viewOf(ready(exampleDiff('src/a.ts', '')), { change, linesAdded: count, linesRemoved: count });
    expect(rows(view, 'unified', true)).toEqual(['heading', expected]);
  });

  it('says that there is more, and that there is nothing to read', () => {
    const cut = exampleDiff('src/a.ts', '@@ -1,1 +1,1 @@\n-a\n+b', { isCut: true });
    expect(rows(viewOf(ready(cut))).at(-1)).toBe(
      'Cut after 2 lines: the change is longer. git diff on your machine shows all of it.',
    );
    const binary = exampleDiff('src/a.ts', '', { isBinary: true });
    expect(rows(viewOf(ready(binary)))).toEqual(['heading', 'Not text: its lines cannot be shown.']);
    const picture = { ...viewOf(ready(binary)), file: exampleChange('logo.PNG') };
    expect(rows(picture)).toEqual(['heading', 'pictures']);
  });

  it('has one row for lines that are not there, and none in a file that is folded', () => {
    expect(rows(viewOf({ state: 'reading' }))).toEqual(['heading', 'reading']);
    expect(rows(viewOf({ state: 'asleep', because: 'huge' }))).toEqual(['heading', 'asleep']);
    expect(rows(viewOf({ state: 'reading' }, {}, false))).toEqual(['heading']);
  });

  it('tells how wide the longest line is: tabs reach the next stop, other scripts take two', () => {
    const wide = (text: string) =>
      rowsOfFile(viewOf(ready(exampleDiff('a', `@@ -1,1 +1,1 @@\n+${text}`))), 'unified', false);
    expect(wide('abc').columns).toBe(3);
    expect(wide('a\tb').columns).toBe(5);
    expect(wide('日本').columns).toBe(4);
  });
});

describe('rowHeight', () => {
  it('keeps room for lines that will come, and little for those nobody asked for', () => {
    const height = (load: FileLoad, count: number) =>
      rowHeight(rowsOfFile(viewOf(load, { linesAdded: count, linesRemoved: 0 }), 'unified', false).rows[1]!);
    expect(height({ state: 'asleep', because: 'far' }, 10)).toBe(320);
    expect(height({ state: 'reading' }, 10)).toBe(320);
    expect(height({ state: 'reading' }, 100_000)).toBe(8000);
    expect(height({ state: 'asleep', because: 'huge' }, 100_000)).toBe(48);
  });
});

describe('isGenerated', () => {
  it.each(['package-lock.json', 'web/yarn.lock', 'go.sum', 'a/app.min.js', 'a/vendor/b.go', 'api.pb.go', 'dist/a.js'])(
    'knows that nobody wrote %s',
    (path) => expect(isGenerated(path)).toBe(true),
  );
  it.each(['src/lock.ts', 'package.json', 'src/vendor.ts', 'distance/a.ts', 'minimum.js'])(
    'takes %s as written by somebody',
    (path) => expect(isGenerated(path)).toBe(false),
  );
});
