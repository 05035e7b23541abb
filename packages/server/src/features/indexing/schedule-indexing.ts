/** Queues the repositories whose next look is due, and clears away what is only kept for a while. */

import type { Clock } from '../../ports/clock.ts';
import type { Store } from '../../ports/store.ts';
import { addIndexJob } from '../../ports/job-options.ts';

export interface ScheduleIndexingDeps {
  readonly store: Store;
  readonly clock: Clock;
}

/** Repositories queued by one run; the next run, a minute later, takes more. */
const dueAtOnce = 500;
/** Trigger deliveries are kept this long. */
const deliveryDays = 30;
/** A repository just queued is not due again before this, whatever becomes of the job. */
const minutesUntilAskedAgain = 60;

const minute = 60_000;

/** Adds an indexing job for each due repository. How many were due. */
export async function scheduleIndexing(deps: ScheduleIndexingDeps): Promise<number> {
  const now = deps.clock.now();
  await deps.store.deliveries.removeBefore(new Date(now.getTime() - deliveryDays * 24 * 60 * minute));
  const due = await deps.store.repositories.due(now, dueAtOnce);
  for (const repository of due) {
    await deps.store.transaction(async (tables) => {
      await addIndexJob(tables.jobs, repository, 'schedule', 'schedule');
      await tables.repositories.scheduleLook(repository.id, new Date(now.getTime() + minutesUntilAskedAgain * minute));
    });
  }
  return due.length;
}
