/** Queues what Jira sites are asked from time to time: their projects, issues that were not there yet, changes. */

import type { Clock } from '../../ports/clock.ts';
import { addLookJob, addRefreshProjectsJob, addResendJob } from '../../ports/job-options.ts';
import type { Store } from '../../ports/store.ts';

export interface ScheduleJiraQuestionsDeps {
  readonly store: Store;
  readonly clock: Clock;
}

/** A new project is known within this time even when nobody asks for it. */
const hoursBetweenProjects = 6;

/** Run every minute: a site with nothing due costs nothing. Paused sites are not asked for issues. */
export async function scheduleJiraQuestions({ store, clock }: ScheduleJiraQuestionsDeps): Promise<void> {
  const now = clock.now();
  const since = new Date(now.getTime() - hoursBetweenProjects * 3_600_000);
  for (const id of await store.jiraSites.dueForProjects(since)) await addRefreshProjectsJob(store.jobs, id, 'schedule');
  for (const id of await store.pushes.sitesToTryAgain(now)) await addResendJob(store.jobs, id);
  for (const id of await store.issueWatches.dueForLook(now)) await addLookJob(store.jobs, id);
}
