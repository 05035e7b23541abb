/** Queues what is done about people from time to time: collecting those who are new, and reporting whose ids are kept. */

import type { Clock } from '../../ports/clock.ts';
import { addCollectPeopleJob, addReportAccountsJob } from '../../ports/people-jobs.ts';
import type { Store } from '../../ports/store.ts';

export interface SchedulePeopleDeps {
  readonly store: Store;
  readonly clock: Clock;
}

/** Run every minute; it costs two questions to the database while nothing is new. */
export async function schedulePeople({ store, clock }: SchedulePeopleDeps): Promise<void> {
  if (await store.seenPeople.hasNew()) await addCollectPeopleJob(store.jobs, 'schedule');
  for (const id of await store.people.accounts.sitesToReport(clock.now())) await addReportAccountsJob(store.jobs, id);
}
