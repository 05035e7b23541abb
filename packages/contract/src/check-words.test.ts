import { expect, it } from 'vitest';
import { checksInWords } from './check-words.ts';

it.each([
  [{ passed: 4, failed: 0, running: 0 }, '4 checks passed'],
  [{ passed: 1, failed: 0, running: 0 }, '1 check passed'],
  [{ passed: 2, failed: 0, running: 2 }, '2 of 4 checks running'],
  [{ passed: 0, failed: 0, running: 1 }, '1 check running'],
  [{ passed: 3, failed: 1, running: 0 }, '1 of 4 checks failed'],
  [{ passed: 0, failed: 2, running: 0 }, '2 checks failed'],
  [{ passed: 1, failed: 1, running: 2 }, '1 of 4 checks failed, 2 running'],
  [{ passed: 1999, failed: 1, running: 0 }, '1 of 2,000 checks failed'],
])('checks in words: %o are "%s"', (counts, words) => {
  expect(checksInWords(counts)).toBe(words);
});
