import { describe, expect, it } from 'vitest';
import { nextLookAt, receivesWebhooks } from './next-look.ts';

const now = new Date('2026-03-01T12:00:00Z');
const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

describe('the next look', () => {
  it.each([
    ['that changed just now', 0, false, 5 * minute],
    ['that changed in the future of our clock', -hour, false, 5 * minute],
    ['quiet for 20 minutes', 20 * minute, false, 5 * minute],
    ['quiet for an hour', hour, false, 15 * minute],
    ['quiet for a day', day, false, 6 * hour],
    ['quiet for four days', 4 * day, false, day],
    ['quiet for a year', 365 * day, false, day],
    ['that changed just now and sends webhooks', 0, true, hour],
    ['quiet for four hours that sends webhooks', 4 * hour, true, hour],
    ['quiet for a day that sends webhooks', day, true, 6 * hour],
    ['quiet for a year that sends webhooks', 365 * day, true, day],
  ])('at a repository %s', (_, quiet, receivesWebhooks, wait) => {
    const changedAt = new Date(now.getTime() - quiet);
    expect(nextLookAt({ now, changedAt, receivesWebhooks })).toEqual(new Date(now.getTime() + wait));
  });

  it('at an empty repository comes soon', () => {
    const next = nextLookAt({ now, changedAt: undefined, receivesWebhooks: false });
    expect(next).toEqual(new Date(now.getTime() + 5 * minute));
  });
});

describe('bounds of an administrator', () => {
  it.each([
    ['least', 0, false, { leastMinutes: 30, mostMinutes: undefined }, 30 * minute],
    ['least, below the usual', 0, false, { leastMinutes: 1, mostMinutes: undefined }, minute],
    ['least, for all that webhooks come', 0, true, { leastMinutes: 2, mostMinutes: undefined }, 2 * minute],
    ['least, beyond the usual most', 0, false, { leastMinutes: 2880, mostMinutes: undefined }, 2 * day],
    ['most', 365 * day, false, { leastMinutes: undefined, mostMinutes: 60 }, hour],
    ['most, below the usual least', 0, true, { leastMinutes: undefined, mostMinutes: 3 }, 3 * minute],
    ['most, beyond the usual', 365 * day, false, { leastMinutes: undefined, mostMinutes: 14_400 }, 10 * day],
    ['both', 2 * hour, false, { leastMinutes: 10, mostMinutes: 20 }, 20 * minute],
    ['neither', 0, false, { leastMinutes: undefined, mostMinutes: undefined }, 5 * minute],
  ])('%s', (_, quiet, receivesWebhooks, bounds, wait) => {
    const changedAt = new Date(now.getTime() - quiet);
    expect(nextLookAt({ now, changedAt, receivesWebhooks, bounds })).toEqual(new Date(now.getTime() + wait));
  });
});

describe('webhooks', () => {
  it.each([
    ['nothing ever came', 0, undefined, false],
    ['one announced the last change', 0, 5 * minute, true],
    ['one came after the last change', day, hour, true],
    ['the last change was found without one', 0, hour, false],
    ['one came for an empty repository', undefined, day, true],
  ])('%s', (_, changed, last, expected) => {
    const ago = (time: number | undefined) => (time === undefined ? undefined : new Date(now.getTime() - time));
    expect(receivesWebhooks(ago(changed), ago(last))).toBe(expected);
  });
});
