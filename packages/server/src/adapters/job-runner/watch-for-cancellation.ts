/** Looks now and then whether somebody wants a running job to end, and tells it. */

import { setTimeout as pause } from 'node:timers/promises';
import { stoppableJobs } from '../../ports/job-control.ts';
import type { JobLedger, TakenJob } from '../../ports/job-ledger.ts';
import type { Log } from '../../ports/log.ts';

export interface CancellationWatch {
  /** Aborts when the job is to end because somebody cancelled it. */
  readonly cancelled: AbortSignal;
  /** Call it when the job has ended. */
  stop(): Promise<void>;
}

/** Milliseconds between two looks: as long as somebody may wait who cancels. */
const lookMilliseconds = 500;

/** Jobs that cannot be ended half-way are not watched. */
export function watchForCancellation(
  ledger: JobLedger,
  log: Log,
  job: TakenJob,
  milliseconds: number = lookMilliseconds,
): CancellationWatch {
  const cancelling = new AbortController();
  if (!stoppableJobs.includes(job.name)) return { cancelled: cancelling.signal, stop: () => Promise.resolve() };
  const ended = new AbortController();
  const watching = watch();
  return {
    cancelled: cancelling.signal,
    async stop() {
      ended.abort();
      await watching;
      if (cancelling.signal.aborted) await ledger.forgetCancellation(job);
    },
  };

  async function watch(): Promise<void> {
    while (!ended.signal.aborted && !cancelling.signal.aborted) {
      await pause(milliseconds, undefined, { signal: ended.signal, ref: false }).catch(() => undefined);
      if (ended.signal.aborted) return;
      try {
        if (await ledger.isCancelled(job)) cancelling.abort();
      } catch (error) {
        log.warn('It is not known whether a job was cancelled.', { job: job.name, error: String(error) });
      }
    }
  }
}
