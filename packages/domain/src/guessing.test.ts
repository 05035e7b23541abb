import { expect, it } from 'vitest';
import { guessingLimits, guessingMemorySeconds, nextGuessAt } from './guessing.ts';

const now = new Date('2026-03-01T12:00:00Z');

it.each([
  [undefined, undefined],
  [4, undefined],
  [5, 1],
  [6, 2],
  [9, 16],
  [40, 15 * 60],
])('after %s failures somebody waits %s seconds', (count, seconds) => {
  const failures = count === undefined ? undefined : { count, lastAt: now };
  const next = nextGuessAt(failures, guessingLimits.pair, now);
  expect(next && (next.getTime() - now.getTime()) / 1000).toBe(seconds);
});

it('is over when the time has passed, and forgotten after a day', () => {
  const failures = { count: 7, lastAt: new Date(now.getTime() - 4000) };
  expect(nextGuessAt(failures, guessingLimits.pair, now)).toBeUndefined();
  expect(nextGuessAt(failures, guessingLimits.pair, new Date(now.getTime() - 1))).toBeDefined();
  const old = { count: 100, lastAt: new Date(now.getTime() - guessingMemorySeconds * 1000 - 1) };
  expect(nextGuessAt(old, guessingLimits.pair, now)).toBeUndefined();
});
