/** Finds workers that died with jobs in their hands, so that others run those jobs. */

import { setTimeout as pause } from 'node:timers/promises';
import type { JobLedger } from '../../ports/job-ledger.ts';
import type { Log } from '../../ports/log.ts';

const lookMilliseconds = 1000;
/**
 * A worker that lost its connection raises its sign again within a second, so one look is not enough. Together with
 * `lookMilliseconds`: the jobs of a killed worker are free after three seconds.
 */
const looksBeforeDead = 3;

/** Looks every second until `ended`. Every process does; freeing twice does no harm. */
export async function watchForSilence(ledger: JobLedger, log: Log, ended: AbortSignal): Promise<void> {
  let silentLooks = new Map<string, number>();
  while (!ended.aborted) {
    try {
      const silent = await ledger.silentWorkers();
      silentLooks = new Map(silent.map((worker) => [worker, (silentLooks.get(worker) ?? 0) + 1]));
      const dead = silent.filter((worker) => (silentLooks.get(worker) ?? 0) >= looksBeforeDead);
      if (dead.length > 0) {
        await ledger.freeJobsOf(dead);
        log.warn('Took over the jobs of a worker that ended without handing them back.', { workers: dead });
      }
    } catch (error) {
      log.warn('Could not look for workers that ended.', { error: String(error) });
      // The database is away: who seemed silent may only have been unheard.
      silentLooks = new Map();
    }
    await pause(lookMilliseconds, undefined, { signal: ended }).catch(() => undefined);
  }
}
