import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { afterFailure } from './after-failure.ts';
import { Failure, failureKinds } from './failure.ts';
import type { FailureKind } from './failure.ts';

const now = new Date('2026-03-01T12:00:00Z');
const day = 86_400;

function failure(kind: FailureKind, retryInSeconds?: number): Failure {
  const details = retryInSeconds === undefined ? {} : { retryAt: new Date(now.getTime() + retryInSeconds * 1000) };
  return new Failure(kind, 'git-service', 'It broke.', details);
}

/** Seconds until the retry, or the verdict when there is none. */
function outcome(kind: FailureKind, attempt: number, retryInSeconds?: number, random = 0): number | string {
  const after = afterFailure(failure(kind, retryInSeconds), attempt, now, random);
  return after.verdict === 'retry' ? (after.at.getTime() - now.getTime()) / 1000 : after.verdict;
}

describe('after a failure', () => {
  it.each<readonly [FailureKind, string]>([
    ['unauthorized', 'pause'],
    ['forbidden', 'give-up'],
    ['not-found', 'give-up'],
    ['conflict', 'give-up'],
    ['rejected', 'give-up'],
    ['invalid-signature', 'give-up'],
  ])('that says %s: %s', (kind, verdict) => {
    expect(outcome(kind, 1, 60)).toBe(verdict);
  });

  it.each([
    ['that was named', 1, 600, 600],
    ['that was not named', 1, undefined, 300],
    ['that is past, politely', 1, -60, 1],
    ['that is past again, more politely', 5, -60, 16],
    ['that is a year away, after a day', 1, 365 * day, day],
  ])('of the rate limit retries at the moment %s', (_, attempt, named, seconds) => {
    expect(outcome('rate-limited', attempt, named)).toBe(seconds);
  });

  it.each([
    [1, 30],
    [2, 60],
    [3, 120],
    [12, 61_440],
    [13, day],
    [1000, day],
  ])('of a service that is unavailable retries: attempt %i after %i seconds', (attempt, seconds) => {
    expect(outcome('unavailable', attempt)).toBe(seconds);
  });

  it('of an unavailable service waits for the moment it names when that is later', () => {
    expect(outcome('unavailable', 1, 900)).toBe(900);
    expect(outcome('unavailable', 3, 10)).toBe(120);
  });

  it('retries an answer nobody understands three times', () => {
    expect([1, 2, 3, 4, 5].map((attempt) => outcome('invalid-response', attempt))).toEqual([
      30,
      60,
      120,
      'give-up',
      'give-up',
    ]);
  });

  it('staggers retries by a fifth of the pause, at most by a minute', () => {
    expect(outcome('rate-limited', 1, 100, 0.5)).toBe(110);
    expect(outcome('rate-limited', 1, 3600, 1)).toBe(3660);
  });

  it('never retries before now or much later than a day', () => {
    const seconds = fc.option(fc.integer({ min: -10 * day, max: 1000 * day }), { nil: undefined });
    const attempts = fc.integer({ min: 1, max: 10_000 });
    const random = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(fc.constantFrom(...failureKinds), attempts, seconds, random, (kind, attempt, named, chance) => {
        const seen = outcome(kind, attempt, named, chance);
        if (typeof seen === 'string') return;
        expect(seen).toBeGreaterThan(0);
        expect(seen).toBeLessThanOrEqual(day + 60);
      }),
    );
  });
});
