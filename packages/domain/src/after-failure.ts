/** What a job does after a failure. */

import type { Failure } from './failure.ts';

/** The verdict. `pause` also pauses the integration or Jira site the failure came from. */
export type AfterFailure =
  | { readonly verdict: 'retry'; readonly at: Date }
  | { readonly verdict: 'give-up' }
  | { readonly verdict: 'pause' };

const second = 1000;
const minute = 60 * second;
const day = 24 * 60 * minute;

/** The first pause; each further attempt doubles it, up to `longestPause`. */
export const firstPause = 30 * second;
export const longestPause = day;
/** After a rate limit that names no time: the windows of most services last a minute to an hour. */
export const pauseWithoutRetryAt = 5 * minute;
/** A retry is up to this part of its pause later, so that many jobs do not come back at one moment. */
export const stagger = 0.2;
/** Jobs that were told the same moment are spread over at most this long after it. */
export const longestStagger = minute;
/** Attempts in all when an answer cannot be understood: it may have come from a proxy on a bad day, but not often. */
export const attemptsAtInvalidResponse = 4;

/**
 * Decides what follows a failure; the only reading of failure kinds outside HTTP.
 * @param attempt how often the job has been tried, this time included: 1 after the first failure
 * @param random evenly distributed in 0 to 1, staggers retries
 */
export function afterFailure(failure: Failure, attempt: number, now: Date, random: number): AfterFailure {
  switch (failure.kind) {
    case 'unauthorized':
      return { verdict: 'pause' };
    case 'forbidden':
    case 'not-found':
    case 'conflict':
    case 'rejected':
    case 'invalid-signature':
      return { verdict: 'give-up' };
    case 'rate-limited':
      return retryAfter(pauseOfRateLimit(failure.retryAt, attempt, now), now, random);
    case 'unavailable':
      return retryAfter(Math.max(growingPause(firstPause, attempt), millisecondsTo(failure.retryAt, now)), now, random);
    case 'invalid-response':
      if (attempt >= attemptsAtInvalidResponse) return { verdict: 'give-up' };
      return retryAfter(growingPause(firstPause, attempt), now, random);
  }
}

function retryAfter(pause: number, now: Date, random: number): AfterFailure {
  const bounded = Math.min(pause, longestPause);
  const late = random * Math.min(bounded * stagger, longestStagger);
  return { verdict: 'retry', at: new Date(now.getTime() + bounded + late) };
}

// A service whose clock is behind ours names moments that have passed; the growing floor keeps us polite then.
function pauseOfRateLimit(retryAt: Date | undefined, attempt: number, now: Date): number {
  if (retryAt === undefined) return pauseWithoutRetryAt;
  return Math.max(millisecondsTo(retryAt, now), growingPause(second, attempt));
}

function growingPause(first: number, attempt: number): number {
  return Math.min(first * 2 ** (attempt - 1), longestPause);
}

function millisecondsTo(moment: Date | undefined, now: Date): number {
  return moment === undefined ? 0 : moment.getTime() - now.getTime();
}
