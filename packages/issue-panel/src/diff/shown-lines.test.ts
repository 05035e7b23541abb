import { describe, expect, it } from 'vitest';
import { exampleDiff, exampleSurroundings } from '../test-support/diff-examples.ts';
import { contextFor, shownLines, wholeContext, type RevealedLines } from './shown-lines.ts';

/** Lines as they are written, gaps as `…from-to`. */
function shown(diff: ReturnType<typeof exampleDiff>, context: number, revealed: readonly RevealedLines[] = []) {
  return shownLines(diff, context, revealed).map((each) =>
    each.kind === 'gap' ? `…${each.first}-${each.last ?? ''} ${each.heading}`.trim() : each.line.text,
  );
}

const around = ['line 47', 'line 48', 'line 49', 'line 50', 'changed 50', 'line 51', 'line 52', 'line 53'];

describe('shownLines', () => {
  it('shows a change with three lines around it, and says what is left out', () => {
    expect(shown(exampleSurroundings('a.ts', 3), 3)).toEqual(['…1-46 heading', ...around, '…54-']);
  });

  it('shows no more because more was read for another place', () => {
    expect(shown(exampleSurroundings('a.ts', 20), 20)).toEqual(['…1-46 heading', ...around, '…54-']);
  });

  it('shows what was asked for, and the rest stays left out', () => {
    const lines = shown(exampleSurroundings('a.ts', 23), 23, [{ first: 27, last: 46 }]);
    expect(lines[0]).toBe('…1-26 heading');
    expect(lines.slice(1, 21)).toEqual(Array.from({ length: 20 }, (_nothing, index) => `line ${27 + index}`));
    expect(lines.at(-1)).toBe('…54-');
  });

  it('shows the whole file without anything left out', () => {
    const lines = shown(exampleSurroundings('a.ts', wholeContext), wholeContext, [{ first: 1, last: Infinity }]);
    expect(lines).toHaveLength(101);
    expect(lines.some((line) => line.startsWith('…'))).toBe(false);
  });

  it('knows that a file ends where fewer lines came than were asked for', () => {
    expect(shown(exampleSurroundings('a.ts', 3, 99), 3).at(-1)).toBe('line 100');
    expect(shown(exampleSurroundings('a.ts', 3, 97), 3).at(-1)).toBe('…101-');
  });

  it('leaves out what is between two changes', () => {
    const diff = exampleDiff('a.ts', '@@ -1,2 +1,2 @@\n-a\n+b\n c\n@@ -10,2 +10,2 @@ there\n-x\n+y\n z');
    expect(shown(diff, 1)).toEqual(['a', 'b', 'c', '…3-9 there', 'x', 'y', 'z', '…12-']);
  });

  it('leaves nothing out of new, deleted, ended and cut files', () => {
    expect(shown(exampleDiff('a', '@@ -0,0 +1,2 @@\n+a\n+b'), 0)).toEqual(['a', 'b']);
    expect(shown(exampleDiff('a', '@@ -1,2 +0,0 @@\n-a\n-b'), 0)).toEqual(['a', 'b']);
    expect(shown(exampleDiff('a', '@@ -1,1 +1,1 @@\n-a\n+b', { isCut: true }), 0)).toEqual(['a', 'b']);
    const [hunk] = exampleDiff('a', '@@ -1,1 +1,1 @@\n-a\n+b').hunks;
    const lines = hunk!.lines.map((line) => ({ ...line, endsFile: line.kind === 'added' }));
    const ended = exampleDiff('a', '', { hunks: [{ ...hunk!, lines }] });
    expect(shown(ended, 0)).toEqual(['a', 'b']);
  });

  it('counts lines before a change that only takes lines away', () => {
    expect(shown(exampleDiff('a', '@@ -5,2 +4,0 @@\n-x\n-y'), 0)).toEqual(['…1-4', 'x', 'y', '…5-']);
  });
});

describe('contextFor', () => {
  it('asks for as much as the longest stretch that was asked to be seen', () => {
    expect(contextFor([])).toBe(3);
    expect(contextFor([{ first: 10, last: 29 }])).toBe(23);
    expect(
      contextFor([
        { first: 30, last: 49 },
        { first: 10, last: 29 },
        { first: 90, last: 91 },
      ]),
    ).toBe(43);
    expect(contextFor([{ first: 1, last: Infinity }])).toBe(wholeContext);
  });
});
