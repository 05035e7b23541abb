/** Runs jobs in this process with graphile-worker, in the house's way: our retries, our pauses, our take-over of the dead. */

import { EventEmitter } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { Logger, parseCronItems, run } from 'graphile-worker';
import type { Runner, TaskList, WorkerEvents } from 'graphile-worker';
import type { Clock } from '../../ports/clock.ts';
import { everyJobFlag } from '../../ports/job-control.ts';
import type { JobLedger } from '../../ports/job-ledger.ts';
import type { JobHandlers, JobName, JobPolicy, JobRunner } from '../../ports/jobs.ts';
import type { Log } from '../../ports/log.ts';
import { createPool } from './create-pool.ts';
import { fairShares, gate, type FairShares } from './fair-shares.ts';
import { runJob } from './run-job.ts';
import { keepSign } from './keep-sign.ts';
import type { LivingSign } from './keep-sign.ts';
import { watchForSilence } from './watch-for-silence.ts';

export interface JobRunnerOptions {
  readonly connectionString: string;
  readonly ledger: JobLedger;
  readonly log: Log;
  readonly clock: Clock;
  /** Jobs that run at the same time in this process. */
  readonly concurrency: number;
  /** How often jobs whose moment has come are looked for. New ones are heard of at once. Half a second by default. */
  readonly pollMilliseconds?: number;
  /** How long running jobs may take to end after they were told to stop. Five seconds by default. */
  readonly graceMilliseconds?: number;
}

/** After the connection to the database broke. */
const restartMilliseconds = 1000;

/** A runner on the queue of this database. It keeps trying when the database goes away, and stops only when told. */
export function createJobRunner(options: JobRunnerOptions): JobRunner {
  return {
    async run(handlers, policy, stopping) {
      while (!stopping.aborted) {
        try {
          await runOnce(options, handlers, policy, stopping);
        } catch (error) {
          options.log.warn('Jobs are not run at the moment.', { error: String(error) });
        }
        await pause(restartMilliseconds, undefined, { signal: stopping }).catch(() => undefined);
      }
    },
  };
}

/** Until `stopping`, or until the queue cannot be reached any more. */
async function runOnce(
  options: JobRunnerOptions,
  handlers: JobHandlers,
  policy: JobPolicy,
  stopping: AbortSignal,
): Promise<void> {
  const { ledger, log } = options;
  const pool = createPool(options.connectionString, options.concurrency, log);
  const ended = new AbortController();
  const events: WorkerEvents = new EventEmitter();
  const shares = fairShares(options.concurrency);
  const asking = gate();
  let sign: LivingSign | undefined;
  events.once('pool:create', ({ workerPool }) => {
    sign = keepSign(ledger, workerPool.id, log, ended.signal);
  });
  for (const answered of ['job:start', 'worker:getJob:empty', 'worker:getJob:error'] as const) {
    events.on(answered, (event) => {
      if ('job' in event) shares.begin(flagsOf(event.job));
      asking.leave();
    });
  }
  try {
    const runner = await run({
      pgPool: pool,
      events,
      taskList: tasksFor(options, shares, handlers, policy, stopping),
      parsedCronItems: parseCronItems([everyMinute, everyDay]),
      concurrency: options.concurrency,
      pollInterval: options.pollMilliseconds ?? 500,
      noHandleSignals: true,
      logger: quietLogger(log),
      // Asked before each job: nothing is taken by a worker that nobody could see dying.
      forbiddenFlags: async () => {
        await asking.enter();
        await sign?.raised();
        return [...(await ledger.pausedFlags()), ...shares.full()];
      },
    });
    const watching = watchForSilence(ledger, log, ended.signal);
    await untilStopped(runner, stopping);
    ended.abort();
    await watching;
  } finally {
    ended.abort();
    await sign?.released();
    await pool.end();
  }
}

/** Exactly one process adds it each minute; what was missed while none ran is not made up for. */
const everyMinute = {
  task: 'schedule-indexing' satisfies JobName,
  match: '* * * * *',
  identifier: 'schedule-indexing',
  options: { backfillPeriod: 0, maxAttempts: 1, jobKey: 'schedule-indexing', queueName: 'schedule-indexing' },
};

/** When none ran at that time, the next that starts within a day makes up for it. */
const everyDay = {
  task: 'check-integrations' satisfies JobName,
  match: '17 3 * * *',
  identifier: 'check-integrations',
  options: {
    backfillPeriod: 86_400_000,
    maxAttempts: 1,
    jobKey: 'check-integrations',
    queueName: 'check-integrations',
  },
};

/** Whose share a job takes; what is on all jobs is nobody's. */
function flagsOf({ flags }: { readonly flags?: Readonly<Record<string, true>> | null }): readonly string[] {
  return Object.keys(flags ?? {}).filter((flag) => flag !== everyJobFlag);
}

function tasksFor(
  options: JobRunnerOptions,
  shares: FairShares,
  handlers: JobHandlers,
  policy: JobPolicy,
  stopping: AbortSignal,
): TaskList {
  const taskFor =
    (name: JobName): TaskList[string] =>
    async (payload, { job }) => {
      const taken = options.ledger.take(job.id, name, payload, job.attempts);
      const graceMilliseconds = options.graceMilliseconds ?? 5000;
      try {
        await runJob({ ...options, handlers, policy, stopping, graceMilliseconds }, taken);
      } finally {
        shares.end(flagsOf(job));
      }
    };
  const names = Object.keys(handlers) as readonly JobName[];
  return Object.fromEntries(names.map((name) => [name, taskFor(name)]));
}

async function untilStopped(runner: Runner, stopping: AbortSignal): Promise<void> {
  const stop = () => {
    // Ends by itself when it had already ended for another reason.
    runner.stop().catch(() => undefined);
  };
  if (stopping.aborted) stop();
  stopping.addEventListener('abort', stop, { once: true });
  try {
    await runner.promise;
  } finally {
    stopping.removeEventListener('abort', stop);
  }
}

/** The library tells every job's life; what people need to know is told by `runJob`. */
function quietLogger(log: Log): Logger {
  return new Logger(() => (level, message) => {
    if (level === 'error' || level === 'warning') log.warn(message);
  });
}
