/** The waiting line: jobs are added by SQL, in the transaction that writes the rows they are about. */

import { sql } from 'kysely';
import { everyJobFlag } from '../../ports/job-control.ts';
import type { AddJobOptions, JobName, JobQueue, JobView } from '../../ports/jobs.ts';
import { together } from './database.ts';
import type { Database } from './database.ts';
import { viewFromColumns, type JobColumns } from './job-columns.ts';
import { envelopeFrom, integrationFlag, mergeEnvelopes, priorityOf } from './job-envelope.ts';
import type { JobEnvelope } from './job-envelope.ts';
import { jsonForPostgres } from './json.ts';

/** A job to be put into the queue's table. */
export interface QueuedJob {
  readonly name: JobName;
  readonly envelope: JobEnvelope;
  readonly queue: string | null;
  readonly priority: number;
  readonly flags: readonly string[];
  readonly runAt: Date | undefined;
  /** How often it may be started; not given, as often as any job. */
  readonly startLimit?: number;
}

interface WaitingJob {
  readonly payload: unknown;
  readonly priority: number;
  readonly run_at: Date;
}

/**
 * A job whose process was killed this often is not started again: it may be what kills it. Far above the hundred kills
 * that any work must survive.
 */
export const startLimit = 1000;
/** Wakes as many workers as there may be. */
export const wakeEverybody = '{"count": 1000}';

export function jobQueue(database: Database): JobQueue {
  return {
    add: (name, payload, options) => addJob(database, newJob(name, payload, options)),
    list: (limit) => listJobs(database, limit),
    async cancel(key) {
      await sql`
        select graphile_worker.complete_jobs(array(
          select id from graphile_worker.jobs where key = ${key} and locked_at is null
        ))`.execute(database);
    },
    async pause(integrationId) {
      const flag = integrationFlag(integrationId);
      await sql`insert into paused_jobs (flag) values (${flag}) on conflict do nothing`.execute(database);
    },
    async resume(integrationId) {
      const flag = integrationFlag(integrationId);
      await sql`
        with resumed as (delete from paused_jobs where flag = ${flag})
        select pg_notify('jobs:insert', ${wakeEverybody})`.execute(database);
    },
  };
}

/**
 * Adds a job, or merges it with the one that waits under the same key: the better urgency, the earlier moment. A moment
 * at which a failed job is to be tried again stands, unless a person asks. A given-up job of that key is forgotten.
 */
export async function addJob(database: Database, job: QueuedJob): Promise<void> {
  await together(database, async (database) => {
    const waiting = await takeWaiting(database, job.envelope.key);
    const before = waiting && envelopeFrom(waiting.payload);
    const envelope = before === undefined ? job.envelope : mergeEnvelopes(job.name, before, job.envelope);
    const priority = Math.min(job.priority, waiting?.priority ?? job.priority);
    await sql`
      select graphile_worker.add_job(
        identifier => ${job.name}, payload => ${jsonForPostgres(envelope)}::json, queue_name => ${job.queue},
        run_at => ${runAt(job, waiting, before)}, max_attempts => ${job.startLimit ?? startLimit}, job_key => ${job.envelope.key},
        priority => ${priority}, flags => ${[...new Set([everyJobFlag, ...job.flags])]}::text[])`.execute(database);
  });
}

/** A job that nobody has tried yet. */
export function newJob(name: JobName, payload: JobEnvelope['payload'], options: AddJobOptions): QueuedJob {
  return {
    name,
    envelope: { key: options.key, payload, attempts: 0, lastError: null },
    queue: options.queue,
    priority: priorityOf(options.for),
    flags: options.integrationId === undefined ? [] : [integrationFlag(options.integrationId)],
    runAt: options.runAt,
  };
}

function runAt(job: QueuedJob, waiting: WaitingJob | undefined, before: JobEnvelope | undefined): Date | null {
  if (waiting === undefined || before === undefined) return job.runAt ?? null;
  const failedBefore = before.lastError !== null && job.envelope.lastError === null;
  if (failedBefore) return job.priority === priorityOf('person') ? (job.runAt ?? null) : waiting.run_at;
  if (job.runAt === undefined) return null;
  return job.runAt < waiting.run_at ? job.runAt : waiting.run_at;
}

/** The waiting job of a key, which nobody else can add to until the transaction ends. */
async function takeWaiting(database: Database, key: string | null): Promise<WaitingJob | undefined> {
  if (key === null) return undefined;
  await sql`select pg_advisory_xact_lock(hashtextextended(${key}, 0))`.execute(database);
  const { rows } = await sql<WaitingJob & { given_up: boolean; id: number }>`
    select id, payload, priority, run_at, attempts >= max_attempts as given_up
    from graphile_worker._private_jobs
    where key = ${key} and locked_at is null for update`.execute(database);
  const [found] = rows;
  if (found?.given_up !== true) return found;
  await sql`select graphile_worker.complete_jobs(array[${found.id}::bigint])`.execute(database);
  return undefined;
}

/** The queue takes a running job's key and its count of starts when the key is added again. */
async function listJobs(database: Database, limit: number): Promise<readonly JobView[]> {
  const { rows } = await sql<JobColumns>`
    select jobs.id::text as id, identifier as name, payload, priority, run_at, created_at, last_error,
      case when locked_at is not null and key is null then 1 else attempts end as attempts,
      case when locked_at is not null then 'running' when attempts >= max_attempts then 'failed' else 'waiting' end as state
    from graphile_worker._private_jobs as jobs join graphile_worker._private_tasks as tasks on tasks.id = task_id
    order by (locked_at is null and attempts >= max_attempts), priority, run_at, jobs.id
    limit ${limit}`.execute(database);
  return rows.map(viewFromColumns);
}
