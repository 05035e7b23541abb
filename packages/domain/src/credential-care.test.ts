import { describe, expect, it } from 'vitest';
import { expiryCare } from './credential-care.ts';

const now = new Date('2026-03-01T12:00:00Z');

function inDays(days: number): Date {
  return new Date(now.getTime() + days * 24 * 60 * 60 * 1000);
}

describe('the end of a credential', () => {
  it.each([
    [31, undefined],
    [30, { level: 'notice', daysLeft: 30 }],
    [14.5, { level: 'notice', daysLeft: 15 }],
    [14, { level: 'warning', daysLeft: 14 }],
    [3.1, { level: 'warning', daysLeft: 4 }],
    [3, { level: 'urgent', daysLeft: 3 }],
    [0.01, { level: 'urgent', daysLeft: 1 }],
    [0, { level: 'urgent', daysLeft: 0 }],
    [-5, { level: 'urgent', daysLeft: 0 }],
  ])('in %d days', (days, care) => {
    expect(expiryCare(inDays(days), now)).toEqual(care);
  });

  it('that nobody knows is nothing to say', () => {
    expect(expiryCare(undefined, now)).toBeUndefined();
  });
});
