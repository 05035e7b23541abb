import { describe, expect, it } from 'vitest';
import { readWords, wordsOf, writeWords } from './search-words.ts';

describe('the words of an address', () => {
  it.each(['1.10', '2.0', 'true', 'null', '12345e678', '"quoted"', '{"a":1}', 'a b+c&d=e', '💚', '0x10', '[1]'])(
    'stay what they are: %s',
    (word) => {
      const written = writeWords({ revision: word, left: undefined });
      expect(readWords(written)).toEqual({ revision: word });
      expect(wordsOf(readWords(written), ['revision', 'left'])).toEqual({ revision: word });
    },
  );

  it('are written plainly, and the first counts where one is there twice', () => {
    expect(writeWords({ draft: 3, tab: 'log' })).toBe('?draft=3&tab=log');
    expect(writeWords({})).toBe('');
    expect(readWords('?tab=a&tab=b')).toEqual({ tab: 'a' });
  });
});
