/** Queues repositories whose next look is due and lists that are old. */

import type { Clock } from '../../ports/clock.ts';
import type { Store } from '../../ports/store.ts';
import { addIndexJob, discoverOptions, readWebhooksOptions, setUpWebhooksOptions } from '../../ports/job-options.ts';

export interface ScheduleIndexingDeps {
  readonly store: Store;
  readonly clock: Clock;
}

/** Repositories queued by one run, a minute before the next: 10,000 busy ones are due every five minutes. */
const dueAtOnce = 2500;
/** Queued in one transaction. */
const dueTogether = 100;
/** A repository just queued is not due again before this, whatever becomes of the job. */
const minutesUntilAskedAgain = 60;

/**
 * Lists are walked again after this time: what appears, moves or goes without a webhook is noticed within it. The field's
 * product takes 19 to 24 hours.
 */
const hoursBetweenWalks = 4;

const minute = 60_000;

async function scheduleWalks(deps: ScheduleIndexingDeps, now: Date): Promise<void> {
  const old = await deps.store.listings.dueForWalk(new Date(now.getTime() - hoursBetweenWalks * 60 * minute));
  for (const integrationId of old) {
    await deps.store.jobs.add('discover-repositories', { integrationId }, discoverOptions(integrationId, 'schedule'));
  }
}

/** Webhooks at services are looked after every hour; what is still unread had its job given up, as in a long trouble. */
async function scheduleWebhooks({ store }: ScheduleIndexingDeps, now: Date): Promise<void> {
  for (const integrationId of await store.deliveries.waitingInboxes(new Date(now.getTime() - minute))) {
    await store.jobs.add('read-webhooks', { integrationId }, readWebhooksOptions(integrationId));
  }
  for (const integrationId of await store.webhookRegistrations.due(new Date(now.getTime() - 60 * minute))) {
    await store.jobs.add('set-up-webhooks', { integrationId }, setUpWebhooksOptions(integrationId, 'schedule'));
  }
}

/** Adds an indexing job for each due repository. How many were due. */
export async function scheduleIndexing(deps: ScheduleIndexingDeps): Promise<number> {
  const now = deps.clock.now();
  const due = await deps.store.repositories.due(now, dueAtOnce);
  const again = new Date(now.getTime() + minutesUntilAskedAgain * minute);
  for (let start = 0; start < due.length; start += dueTogether) {
    await deps.store.transaction(async (tables) => {
      for (const repository of due.slice(start, start + dueTogether)) {
        await addIndexJob(tables.jobs, repository, 'schedule', 'schedule');
        await tables.repositories.scheduleLook(repository.id, again);
      }
    });
  }
  await scheduleWalks(deps, now);
  await scheduleWebhooks(deps, now);
  return due.length;
}
