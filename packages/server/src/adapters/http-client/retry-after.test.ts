import { describe, expect, it } from 'vitest';
import { retryAtFrom } from './retry-after.ts';

const now = new Date('2026-03-01T12:00:00Z');
const day = 24 * 60 * 60 * 1000;

describe('retryAtFrom', () => {
  it.each([
    ['seconds', { 'retry-after': '30' }, 30_000],
    ['a date', { 'retry-after': 'Sun, 01 Mar 2026 12:01:00 GMT' }, 60_000],
    ['a date in the past', { 'retry-after': 'Sun, 01 Mar 2026 11:00:00 GMT' }, 0],
    ['more than a day', { 'retry-after': '999999999' }, day],
    ['the reset date of a rate limit', { 'x-ratelimit-reset': '2026-03-01T12:02:00Z' }, 120_000],
    ['both, of which Retry-After counts', { 'retry-after': '5', 'x-ratelimit-reset': '2026-03-01T13:00:00Z' }, 5000],
  ])('reads %s', (_what, headers, milliseconds) => {
    expect(retryAtFrom(headers, now)).toEqual(new Date(now.getTime() + milliseconds));
  });

  it.each([[{}], [{ 'retry-after': 'soon' }], [{ 'retry-after': '' }], [{ 'x-ratelimit-reset': '1772366400' }]])(
    'says nothing for %j',
    (headers) => {
      expect(retryAtFrom(headers, now)).toBeUndefined();
    },
  );
});
