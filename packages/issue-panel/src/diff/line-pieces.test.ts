import { describe, expect, it } from 'vitest';
import { findsIn, linePieces } from './line-pieces.ts';
import { wordChanges } from './word-changes.ts';

describe('linePieces', () => {
  it('cuts where colours, changed words, finds and hidden characters begin and end, and loses nothing', () => {
    const text = 'const a\u202E = 1; ';
    const pieces = linePieces(text, {
      tones: [{ start: 0, end: 5, tone: 'keyword' }],
      changed: [{ start: 3, end: 7 }],
      found: [{ start: 6, end: 7 }],
    });
    expect(pieces.map((piece) => piece.text).join('')).toBe(text);
    expect(
      pieces.map(({ text, tone, isChanged, isFound, hidden }) => [text, tone, isChanged, isFound, hidden?.kind]),
    ).toEqual([
      ['con', 'keyword', false, false, undefined],
      ['st', 'keyword', true, false, undefined],
      [' ', undefined, true, false, undefined],
      ['a', undefined, true, true, undefined],
      ['\u202E', undefined, false, false, 'hidden'],
      [' = 1;', undefined, false, false, undefined],
      [' ', undefined, false, false, 'end'],
    ]);
  });

  it('makes nothing of nothing, and does not go beyond the text', () => {
    expect(linePieces('', {})).toEqual([]);
    expect(linePieces('ab', { changed: [{ start: 1, end: 9 }] }).map(({ text }) => text)).toEqual(['a', 'b']);
  });
});

describe('findsIn', () => {
  it('finds in any case, one after the other', () => {
    expect(findsIn('aAaA', 'aa')).toEqual([
      { start: 0, end: 2 },
      { start: 2, end: 4 },
    ]);
    expect(findsIn('a', '')).toEqual([]);
    expect(findsIn('İstanbul', 'stan')).toEqual([]);
  });
});

describe('wordChanges', () => {
  function words(removed: string, added: string): readonly (readonly string[])[] | undefined {
    const changes = wordChanges(removed, added);
    return (
      changes && [
        changes.removed.map(({ start, end }) => removed.slice(start, end)),
        changes.added.map(({ start, end }) => added.slice(start, end)),
      ]
    );
  }

  it('tells the words that differ on either side', () => {
    expect(words('const limit = 60;', 'const limit = longest;')).toEqual([['60'], ['longest']]);
    expect(words('call(one)', 'call(one, two)')).toEqual([[], [', two']]);
    expect(words('if (a) {', '  if (a) {')).toEqual([[], ['  ']]);
  });

  it.each([
    ['the same', 'const a = 1;', 'const a = 1;'],
    ['another line', 'import a from b;', 'return undefined;'],
    ['much longer', 'ab', 'ab and very much more of it'],
    ['too long', `${'a '.repeat(600)}b`, `${'a '.repeat(600)}c`],
  ])('tells nothing of lines that are %s', (_name, removed, added) => {
    expect(words(removed, added)).toBeUndefined();
  });
});
