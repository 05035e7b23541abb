/** Job handlers that also count how they are begun and how they end. */

import type { JobContext, JobHandlers, JobName } from '../ports/jobs.ts';
import type { Counts } from '../ports/metrics.ts';

type AnyHandler = (payload: unknown, context: JobContext) => Promise<void>;

/** @param clock in milliseconds, going on evenly */
export function measuredHandlers(
  handlers: JobHandlers,
  counts: Pick<Counts, 'jobStarted' | 'jobEnded'>,
  clock: () => number,
): JobHandlers {
  const measured = Object.entries(handlers).map(([name, handler]) => [
    name,
    measure(name as JobName, handler as AnyHandler, counts, clock),
  ]);
  return Object.fromEntries(measured) as JobHandlers;
}

function measure(
  name: JobName,
  handler: AnyHandler,
  { jobStarted, jobEnded }: Pick<Counts, 'jobStarted' | 'jobEnded'>,
  clock: () => number,
): AnyHandler {
  return async (payload, context) => {
    const begun = clock();
    jobStarted(name);
    try {
      await handler(payload, context);
    } catch (error) {
      jobEnded(name, 'failed', (clock() - begun) / 1000);
      throw error;
    }
    jobEnded(name, 'done', (clock() - begun) / 1000);
  };
}
