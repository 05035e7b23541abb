import { describe, expect, it } from 'vitest';
import { hiddenCharacters, turnsDirection } from './hidden-characters.ts';

function told(text: string, showsReturn = false): readonly string[] {
  return hiddenCharacters(text, showsReturn).map(({ start, kind, code, name }) =>
    [start, kind, code, name].filter((part) => part !== '').join(' '),
  );
}

describe('hiddenCharacters', () => {
  it.each([
    ['a\u202Eb', ['1 hidden U+202E right-to-left override']],
    ['\u2066a\u2069', ['0 hidden U+2066 left-to-right isolate', '2 hidden U+2069 end of an isolate']],
    ['a\u200Bb', ['1 hidden U+200B zero-width space']],
    ['\uFEFFa', ['0 hidden U+FEFF byte order mark']],
    ['a\u0000b', ['1 hidden U+0000 null']],
    ['a\u001B[31m', ['1 hidden U+001B escape']],
    ['a\u0085b', ['1 hidden U+0085']],
    ['a\u{E0041}b', ['1 hidden U+E0041']],
    ['a\uD800b', ['1 hidden U+D800']],
    ['a\u3164b', ['1 hidden U+3164']],
    ['a\u00A0b', ['1 space U+00A0 no-break space']],
    ['a\u2003b', ['1 space U+2003']],
    ['a  ', ['1 end']],
    ['\t', ['0 end']],
  ])('tells %j', (text, expected) => {
    expect(told(text)).toEqual(expected);
  });

  it.each(['const a = 1;', '\tindented', 'שלום עולם', '日本語', '🚀', 'a — b', ''])('leaves %j alone', (text) => {
    expect(told(text)).toEqual([]);
  });

  it('leaves joiners where pictures and scripts need them, and tells them in code', () => {
    expect(told('👩‍💻')).toEqual([]);
    expect(told('👩🏽‍🚀')).toEqual([]);
    expect(told('می‌خواهم')).toEqual([]);
    expect(told('is\u200DAdmin')).toEqual(['2 hidden U+200D zero-width joiner']);
    expect(told('is\u200CAdmin')).toEqual(['2 hidden U+200C zero-width non-joiner']);
  });

  it('tells a carriage return at the end only where asked, inside a line always', () => {
    expect(told('a\r')).toEqual([]);
    expect(told('a\r', true)).toEqual(['1 hidden U+000D carriage return']);
    expect(told('a \r')).toEqual(['1 end']);
    expect(told('a \r', true)).toEqual(['1 end', '2 hidden U+000D carriage return']);
    expect(told('a\rb')).toEqual(['1 hidden U+000D carriage return']);
  });
});

describe('turnsDirection', () => {
  it('is about characters that turn text around, not about text that runs the other way', () => {
    expect(turnsDirection('a\u202Eb')).toBe(true);
    expect(turnsDirection('a\u2067b')).toBe(true);
    expect(turnsDirection('שלום')).toBe(false);
    expect(turnsDirection('a\u200Bb')).toBe(false);
  });
});
