/** Sees to it, every so often, that nothing commanded is forgotten and nothing is kept for longer than needed. */

import type { Clock } from '../../ports/clock.ts';
import { addSmartCommandsJob } from '../../ports/smart-commit-jobs.ts';
import type { Store } from '../../ports/store.ts';

export interface ScheduleSmartCommitsDeps {
  readonly store: Store;
  readonly clock: Clock;
}

const issuesAtOnce = 500;
const dayMilliseconds = 24 * 60 * 60_000;
/** As long as webhooks themselves are kept. */
const pushesKeptDays = 30;
/** Two years: longer than any audit looks back, and not for ever, since it names people. */
const auditKeptDays = 730;

/** Queues what waits at sites that are not paused: after a pause, and after a job that was given up. */
export async function scheduleSmartCommits({ store, clock }: ScheduleSmartCommitsDeps): Promise<void> {
  const places = await store.smartCommits.unfinishedIssues(issuesAtOnce);
  for (const place of places) {
    await store.transaction((tables) => addSmartCommandsJob(tables.jobs, place, 'schedule'));
  }
  const daysAgo = (days: number) => new Date(clock.now().getTime() - days * dayMilliseconds);
  await store.gitPushes.removeBefore(daysAgo(pushesKeptDays));
  await store.auditLog.removeBefore(daysAgo(auditKeptDays));
}
