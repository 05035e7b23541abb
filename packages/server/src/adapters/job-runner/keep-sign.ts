/** Keeps up the sign by which other processes see that this worker lives, also across a lost connection. */

import { setTimeout as pause } from 'node:timers/promises';
import type { JobLedger, WorkerSign } from '../../ports/job-ledger.ts';
import type { Log } from '../../ports/log.ts';

export interface LivingSign {
  /** Resolves as soon as the sign is up. */
  raised(): Promise<void>;
  /** Resolves when it was taken down, after the signal given to `keepSign`. */
  released(): Promise<void>;
}

const retryMilliseconds = 250;

/** Raises the sign, and raises it again whenever it is lost, until `ended`. */
export function keepSign(ledger: JobLedger, worker: string, log: Log, ended: AbortSignal): LivingSign {
  let next = Promise.withResolvers<void>();
  const until = new Promise<void>((resolve) => {
    ended.addEventListener('abort', () => resolve(), { once: true });
  });
  const keeping = keep();
  return { raised: () => next.promise, released: () => keeping };

  async function keep(): Promise<void> {
    while (!ended.aborted) {
      const sign = await tryToRaise();
      if (sign === undefined) {
        await pause(retryMilliseconds, undefined, { signal: ended }).catch(() => undefined);
        continue;
      }
      next.resolve();
      await Promise.race([sign.lost, until]);
      next = Promise.withResolvers<void>();
      await sign.release().catch(() => undefined);
    }
    // Nobody may be left waiting for a sign that will not come.
    next.resolve();
  }

  async function tryToRaise(): Promise<WorkerSign | undefined> {
    try {
      return await ledger.raiseSign(worker);
    } catch (error) {
      log.warn('The database does not answer; no jobs are started until it does.', { error: String(error) });
      return undefined;
    }
  }
}
