import { assert, integer, property } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { counted, duration, numbered, relativeTime, size } from './format.ts';

const now = new Date('2026-03-10T12:00:00Z');
const ago = (seconds: number) => relativeTime(new Date(now.getTime() - seconds * 1000), now);

describe('counted', () => {
  it.each([
    [0, '0 commits'],
    [1, '1 commit'],
    [2, '2 commits'],
    [31_283, '31,283 commits'],
  ])('%d', (count, words) => expect(counted(count, 'commit', 'commits')).toBe(words));
});

describe('numbered', () => {
  it('separates thousands, however many', () => expect(numbered(999_999_999_999)).toBe('999,999,999,999'));
});

describe('relativeTime', () => {
  it.each([
    [0, 'just now'],
    [59, 'just now'],
    [60, '1 minute ago'],
    [3599, '59 minutes ago'],
    [3600, '1 hour ago'],
    [86_400, 'yesterday'],
    [86_400 * 40, 'last month'],
    [86_400 * 800, '2 years ago'],
  ])('%d seconds ago', (seconds, words) => expect(ago(seconds)).toBe(words));

  it('looks forward too', () => {
    expect(ago(-30)).toBe('in under a minute');
    expect(ago(-7200)).toBe('in 2 hours');
  });

  it('takes a clock that is a little behind for now', () => expect(ago(-0.5)).toBe('just now'));
});

describe('duration', () => {
  it.each([
    [0.2, '1 s'],
    [45, '45 s'],
    [180, '3 min'],
    [3599, '1 h'],
    [7800, '2 h 10 min'],
    [7200, '2 h'],
    [7199, '2 h'],
  ])('%d', (seconds, words) => expect(duration(seconds)).toBe(words));

  it('never speaks of 60 minutes', () => {
    assert(
      property(integer({ min: 0, max: 20_000 }), (seconds) => {
        expect(duration(seconds)).not.toMatch(/\b60 (min|s)/u);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('size', () => {
  it.each([
    [0, '0 B'],
    [999, '999 B'],
    [1500, '1.5 kB'],
    [340_000_000, '340 MB'],
    [999_600, '1 MB'],
    [2.5e15, '2,500 TB'],
  ])('%d', (bytes, words) => expect(size(bytes)).toBe(words));
});
