/** Sees to it, every so often, that nothing commanded is forgotten. */

import { addSmartCommandsJob } from '../../ports/smart-commit-jobs.ts';
import type { Store } from '../../ports/store.ts';

export interface ScheduleSmartCommitsDeps {
  readonly store: Store;
}

const issuesAtOnce = 500;

/** Queues what waits at sites that are not paused: after a pause, and after a job that was given up. */
export async function scheduleSmartCommits({ store }: ScheduleSmartCommitsDeps): Promise<void> {
  const places = await store.smartCommits.unfinishedIssues(issuesAtOnce);
  for (const place of places) {
    await store.transaction((tables) => addSmartCommandsJob(tables.jobs, place, 'schedule'));
  }
}
