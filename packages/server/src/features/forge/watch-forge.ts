/** Notices Forge apps that do not call any more, and sees to switches between sinks that are under way. */

import type { Clock } from '../../ports/clock.ts';
import { addCheckForgeJob, addFollowSinkJob } from '../../ports/forge-jobs.ts';
import type { Store } from '../../ports/store.ts';
import type { ForgeInstallation } from '../../ports/store/forge-installations.ts';
import { isUnheard } from './check-forge.ts';

export interface WatchForgeDeps {
  readonly store: Store;
  readonly clock: Clock;
}

/** An hourly tick that is late by more than this may mean that the app is gone: then its token is tried. */
const lateMilliseconds = 70 * 60_000;
/** Such a token, and a sink that could not be emptied, are tried in minutes that are multiples of this. */
const minutesBetweenTries = 10;

/** Run every minute: sites that are well cost two questions to the database in all. */
export async function watchForge(deps: WatchForgeDeps): Promise<void> {
  const now = deps.clock.now();
  const isTimeToTry = now.getUTCMinutes() % minutesBetweenTries === 0;
  for (const installation of await deps.store.forge.unheardSince(new Date(now.getTime() - lateMilliseconds))) {
    if (installation.silent !== undefined) continue;
    if (isUnheard(installation, now)) await takeForGone(deps, installation, now);
    else if (isTimeToTry) await addCheckForgeJob(deps.store.jobs, installation.jiraSiteId);
  }
  for (const { jiraSiteId, emptyingTrouble } of await deps.store.forge.sitesToEmpty()) {
    if (emptyingTrouble === undefined || isTimeToTry) await addFollowSinkJob(deps.store.jobs, jiraSiteId);
  }
}

async function takeForGone(
  { store }: WatchForgeDeps,
  { jiraSiteId: id, lastSeenAt }: ForgeInstallation,
  now: Date,
): Promise<void> {
  const since = `${lastSeenAt.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
  const because = `The Forge app has not called since ${since}, though it does so each hour.`;
  await store.transaction(async (tables) => {
    await tables.forge.markSilent(id, because, now);
    await addCheckForgeJob(tables.jobs, id);
  });
}
