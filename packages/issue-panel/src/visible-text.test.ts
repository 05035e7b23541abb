import { describe, expect, it } from 'vitest';
import { visibleText } from './visible-text.ts';

describe('visibleText', () => {
  it.each([
    ['photo\u202Egnp.exe', 'photo[U+202E]gnp.exe'],
    ['\u2066a\u2069', '[U+2066]a[U+2069]'],
    ['bell\u0007\u001B[31m', 'bell[U+0007][U+001B][31m'],
    ['ma\u200Bin', 'ma[U+200B]in'],
    ['end\u202E', 'end[U+202E]'],
  ])('tells what is hidden in %j', (text, shown) => {
    expect(visibleText(text)).toBe(shown);
  });

  it.each(['', 'main', 'שלום', 'تجربة', '🚪', '👩‍🚀', 'one\r\ntwo\n\tthree ', 'a\u00A0b', 'می‌خواهم'])(
    'leaves %j',
    (text) => {
      expect(visibleText(text)).toBe(text);
    },
  );
});
