/** Runs one job and writes down what becomes of it: done, tried again, given up, or handed back. */

import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { Failure } from '@branchline/domain';
import type { Clock } from '../../ports/clock.ts';
import type { JobLedger, TakenJob } from '../../ports/job-ledger.ts';
import type { JobContext, JobHandlers, JobPolicy } from '../../ports/jobs.ts';
import type { Log } from '../../ports/log.ts';
import { watchForCancellation } from './watch-for-cancellation.ts';

export interface RunJobDeps {
  readonly ledger: JobLedger;
  readonly handlers: JobHandlers;
  readonly policy: JobPolicy;
  readonly stopping: AbortSignal;
  readonly log: Log;
  readonly clock: Clock;
  readonly graceMilliseconds: number;
}

/** A defect of ours may be a passing one (the database was away); after this many tries it is not. */
const defectTries = 5;
const defectPauseMilliseconds = 5000;
const handedBack = Symbol('handed back');

/** Never throws for what the handler throws. When it returns, the worker may report the job as done. */
export async function runJob(deps: RunJobDeps, job: TakenJob): Promise<void> {
  const done = new AbortController();
  const watch = watchForCancellation(deps.ledger, deps.log, job);
  try {
    const stopping = AbortSignal.any([deps.stopping, watch.cancelled]);
    const outcome = await Promise.race([handle(deps, job, stopping), untilGraceIsOver(deps, done.signal)]);
    if (outcome === handedBack) await deps.ledger.putBack(job, deps.clock.now(), undefined);
  } catch (error) {
    // Whoever cancelled it has seen to what it leaves behind.
    if (watch.cancelled.aborted) deps.log.info('A job was cancelled.', { job: job.name });
    else await afterThrow(deps, job, error);
  } finally {
    done.abort();
    await watch.stop();
  }
}

function handle(deps: RunJobDeps, job: TakenJob, stopping: AbortSignal): Promise<void> {
  // A job's name and payload came from one `add`, which the queue's types held together.
  const handler = deps.handlers[job.name] as (payload: unknown, context: JobContext) => Promise<void>;
  return handler(job.payload, { attempt: job.attempt, stopping });
}

/** A handler that does not listen must not keep the process from ending; its work will be done again. */
async function untilGraceIsOver(deps: RunJobDeps, done: AbortSignal): Promise<typeof handedBack> {
  const { stopping, graceMilliseconds } = deps;
  if (!stopping.aborted) await once(stopping, 'abort', { signal: done });
  return pause(graceMilliseconds, handedBack, { ref: false, signal: done });
}

async function afterThrow(deps: RunJobDeps, job: TakenJob, error: unknown): Promise<void> {
  const { ledger, policy, clock, log, stopping } = deps;
  // Whatever it says: it was told to stop.
  if (stopping.aborted) return ledger.putBack(job, clock.now(), undefined);
  if (!(error instanceof Failure)) return afterDefect(deps, job, error);
  const after = policy.decide(error, job.attempt, clock.now());
  if (after.verdict === 'retry') {
    const facts = { job: job.name, attempt: job.attempt, kind: error.kind, reason: error.message, at: after.at };
    log.warn('A job failed and will be tried again.', facts);
    return ledger.putBack(job, after.at, error.message);
  }
  await policy.onGivenUp(job.name, job.payload, error);
  // A pause that does not hold this job back (of a Jira site, say) would start it again at once.
  const waits = after.verdict === 'pause' && (await ledger.isPaused(job));
  if (waits) return ledger.putBack(job, clock.now(), error.message);
  return ledger.giveUp(job, error.message);
}

async function afterDefect({ ledger, log, clock }: RunJobDeps, job: TakenJob, error: unknown): Promise<void> {
  const reason = error instanceof Error ? error.message : String(error);
  const stack = error instanceof Error ? error.stack : undefined;
  log.error('A job broke: a defect of Branchline.', { job: job.name, attempt: job.attempt, reason, stack });
  if (job.attempt >= defectTries) return ledger.giveUp(job, reason);
  const at = new Date(clock.now().getTime() + defectPauseMilliseconds * 2 ** (job.attempt - 1));
  return ledger.putBack(job, at, reason);
}
