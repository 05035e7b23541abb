/** What the runner asks of the database about jobs it is running. Implemented in adapters/store, like the queue itself. */

import type { JobName, JobPayloads } from './jobs.ts';

/** A job that a worker has taken. */
export interface TakenJob {
  /** Its number in the queue. */
  readonly id: string;
  readonly name: JobName;
  readonly payload: JobPayloads[JobName];
  /** Which try this is, 1 for the first. */
  readonly attempt: number;
}

/** The sign by which others see that a worker lives: a lock that the database holds as long as the connection lasts. */
export interface WorkerSign {
  /** Settles when the connection is lost and others may think the worker dead. */
  readonly lost: Promise<void>;
  release(): Promise<void>;
}

/** Everything about running jobs that is written down. */
export interface JobLedger {
  /** Jobs with one of these flags must not start now. */
  pausedFlags(): Promise<readonly string[]>;
  /** What a job is, from the number and payload the queue gave out. */
  take(id: string, name: JobName, payload: unknown, starts: number): TakenJob;
  /** Back to waiting until `runAt`, as a try that failed for the reason given, or as one that never was. */
  putBack(job: TakenJob, runAt: Date, failed: string | undefined): Promise<void>;
  /** Kept for people to see, never started again by itself. A newer job of the same key takes its place. */
  giveUp(job: TakenJob, because: string): Promise<void>;
  /** Whether the job would have to wait now because it is paused. */
  isPaused(job: TakenJob): Promise<boolean>;
  /** Whether somebody wants the job to end although it runs. */
  isCancelled(job: TakenJob): Promise<boolean>;
  /** It has ended: nobody needs to know any more that it was to. */
  forgetCancellation(job: TakenJob): Promise<void>;
  /** Shows that a worker lives. */
  raiseSign(worker: string): Promise<WorkerSign>;
  /** Workers that hold jobs and show no sign. */
  silentWorkers(): Promise<readonly string[]>;
  /** Lets others run what these workers had taken. */
  freeJobsOf(workers: readonly string[]): Promise<void>;
  close(): Promise<void>;
}
