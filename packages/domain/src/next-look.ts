/** When to look at a repository again without being told: often while it is busy, seldom while it is quiet. */

import type { LookBounds } from './repository-settings.ts';

const minute = 60_000;
const hour = 60 * minute;

export const shortestWait = 5 * minute;
/** Where webhooks arrive, looking only finds what they missed. */
export const shortestWaitWithWebhooks = hour;
export const longestWait = 24 * hour;
/** A repository that has been quiet for an hour is looked at a quarter of an hour from now. */
const partOfQuietTime = 0.25;

/** What is known about a repository when its next look is planned. */
export interface Activity {
  readonly now: Date;
  /** The last change seen; undefined for an empty repository, which may get its first commit at any time. */
  readonly changedAt: Date | undefined;
  readonly receivesWebhooks: boolean;
  /** What an administrator set for the repository goes before the bounds above. */
  readonly bounds?: LookBounds | undefined;
}

/** A change is noticed a while after the webhook that announces it: the webhook waits to be read, and the job for its turn. */
const longestAnnouncement = 15 * minute;

/**
 * Whether webhooks can be relied on: one announced the last change. When a change was found without one they have ceased
 * to arrive, and looking often is all there is.
 */
export function receivesWebhooks(changedAt: Date | undefined, lastWebhookAt: Date | undefined): boolean {
  if (lastWebhookAt === undefined) return false;
  return changedAt === undefined || changedAt.getTime() - lastWebhookAt.getTime() <= longestAnnouncement;
}

/** The moment of the next look: a quarter of the quiet time from now, within bounds. */
export function nextLookAt({ now, changedAt, receivesWebhooks, bounds }: Activity): Date {
  const usual = receivesWebhooks ? shortestWaitWithWebhooks : shortestWait;
  const most = bounds?.mostMinutes === undefined ? undefined : bounds.mostMinutes * minute;
  const least = bounds?.leastMinutes === undefined ? Math.min(usual, most ?? usual) : bounds.leastMinutes * minute;
  const quiet = changedAt === undefined ? 0 : now.getTime() - changedAt.getTime();
  const wait = Math.min(Math.max(quiet * partOfQuietTime, least), most ?? Math.max(longestWait, least));
  return new Date(now.getTime() + wait);
}
