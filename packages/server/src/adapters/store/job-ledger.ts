/** The runner's side of the queue: putting jobs back, giving them up, and telling dead workers from living ones. */

import { sql } from 'kysely';
import { Client } from 'pg';
import type { JobLedger, TakenJob, WorkerSign } from '../../ports/job-ledger.ts';
import type { JobName } from '../../ports/jobs.ts';
import type { Log } from '../../ports/log.ts';
import { databaseOn, openPool } from './database.ts';
import type { Database } from './database.ts';
import { envelopeFrom } from './job-envelope.ts';
import type { JobEnvelope } from './job-envelope.ts';
import { addJob } from './jobs.ts';
import { textForPostgres } from './json.ts';

/** The first half of the locks by which workers show that they live; any number that nothing else uses. */
export const workerSignSpace = 7_244;

interface TakenColumns {
  readonly name: JobName;
  readonly payload: unknown;
  readonly queue: string | null;
  readonly priority: number;
  readonly flags: readonly string[];
}

/** Opens connections of its own: a busy store must not keep workers from showing that they live. */
export function openJobLedger({
  connectionString,
  log,
}: {
  readonly connectionString: string;
  readonly log: Log;
}): JobLedger {
  const pool = openPool(connectionString, log);
  const database = databaseOn(pool);
  return {
    pausedFlags: () => pausedFlags(database),
    take: takenJob,
    putBack: (job, runAt, failed) => putBack(database, job, runAt, failed),
    giveUp: (job, because) => giveUp(database, job, because),
    isPaused: (job) => isPaused(database, job),
    async isCancelled({ id }) {
      const query = database.selectFrom('job_cancellations').select('job_id').where('job_id', '=', Number(id));
      return (await query.executeTakeFirst()) !== undefined;
    },
    async forgetCancellation({ id }) {
      await database.deleteFrom('job_cancellations').where('job_id', '=', Number(id)).execute();
    },
    raiseSign: (worker) => raiseSign(connectionString, worker),
    silentWorkers: () => silentWorkers(database),
    freeJobsOf: (workers) => freeJobsOf(database, workers),
    close: () => pool.end(),
  };
}

/** A job that was merged or given up is added anew, so its earlier failures are in the envelope, not in `starts`. */
function takenJob(id: string, name: JobName, payload: unknown, starts: number): TakenJob {
  const envelope = envelopeFrom(payload);
  return { id, name, payload: envelope.payload, attempt: envelope.attempts + starts };
}

async function pausedFlags(database: Database): Promise<readonly string[]> {
  const rows = await database.selectFrom('paused_jobs').select('flag').execute();
  return rows.map((row) => row.flag);
}

/**
 * The queue would choose the moment itself, so the job is added anew, in the place of the one that is running, whose
 * worker then reports it as done.
 */
async function putBack(database: Database, job: TakenJob, runAt: Date, failed: string | undefined): Promise<void> {
  const taken = await readTaken(database, job.id);
  if (taken === undefined) return;
  await addJob(database, { ...taken, envelope: envelopeAfter(taken, job, failed), runAt });
}

async function giveUp(database: Database, job: TakenJob, because: string): Promise<void> {
  const taken = await readTaken(database, job.id);
  if (taken === undefined) return;
  const envelope = { ...envelopeAfter(taken, job, because), attempts: job.attempt - 1 };
  await database.transaction().execute(async (transaction) => {
    // A newer job of the same key waits already and is the one people should see.
    if (await isWaiting(transaction, envelope.key)) return;
    await addJob(transaction, { ...taken, envelope, runAt: undefined, startLimit: 1 });
    await sql`
      select graphile_worker.permanently_fail_jobs(array(
        select id from graphile_worker.jobs where key = ${envelope.key} and locked_at is null
      ), ${textForPostgres(because)})`.execute(transaction);
  });
}

function envelopeAfter(taken: TakenColumns, job: TakenJob, failed: string | undefined): JobEnvelope {
  const envelope = envelopeFrom(taken.payload);
  if (failed === undefined) return { ...envelope, attempts: job.attempt - 1 };
  return { ...envelope, key: envelope.key ?? `${job.name}/${job.id}`, attempts: job.attempt, lastError: failed };
}

async function isWaiting(database: Database, key: string | null): Promise<boolean> {
  const { rows } = await sql`
    select 1 from graphile_worker.jobs where key = ${key} and locked_at is null and attempts < max_attempts
  `.execute(database);
  return rows.length > 0;
}

async function isPaused(database: Database, job: TakenJob): Promise<boolean> {
  const taken = await readTaken(database, job.id);
  const paused = await pausedFlags(database);
  return taken !== undefined && taken.flags.some((flag) => paused.includes(flag));
}

async function readTaken(database: Database, id: string): Promise<TakenColumns | undefined> {
  const { rows } = await sql<TakenColumns>`
    select identifier as name, payload, queue_name as queue, priority,
      array(select jsonb_object_keys(flags)) as flags
    from graphile_worker._private_jobs as jobs
    join graphile_worker._private_tasks as tasks on tasks.id = task_id
    left join graphile_worker._private_job_queues as queues on queues.id = job_queue_id
    where jobs.id = ${id}::bigint`.execute(database);
  return rows[0];
}

async function raiseSign(connectionString: string, worker: string): Promise<WorkerSign> {
  const client = new Client({ connectionString, application_name: 'branchline worker', keepAlive: true });
  const lost = new Promise<void>((resolve) => {
    client.on('error', () => resolve());
    client.on('end', () => resolve());
  });
  await client.connect();
  await client.query('select pg_advisory_lock($1, hashtext($2))', [workerSignSpace, worker]);
  return { lost, release: () => client.end() };
}

async function silentWorkers(database: Database): Promise<readonly string[]> {
  const { rows } = await sql<{ worker: string }>`
    select worker from (
      select locked_by as worker from graphile_worker._private_jobs where locked_by is not null
      union
      select locked_by from graphile_worker._private_job_queues where locked_by is not null
    ) as busy
    where not exists (
      select 1 from pg_locks
      where locktype = 'advisory' and classid = ${workerSignSpace} and granted
        and database = (select oid from pg_database where datname = current_database())
        and objid::bigint = hashtext(worker)::bigint & 4294967295
    )`.execute(database);
  return rows.map((row) => row.worker);
}

/**
 * A running job whose key was added again meanwhile has lost its key and its right to another start: it joins the one
 * that waits, or a reindex that was interrupted would be forgotten.
 */
async function freeJobsOf(database: Database, workers: readonly string[]): Promise<void> {
  await database.transaction().execute(async (transaction) => {
    const { rows } = await sql<TakenColumns & { id: string }>`
      select jobs.id::text as id, identifier as name, payload, queue_name as queue, priority,
        array(select jsonb_object_keys(flags)) as flags
      from graphile_worker._private_jobs as jobs
      join graphile_worker._private_tasks as tasks on tasks.id = task_id
      left join graphile_worker._private_job_queues as queues on queues.id = job_queue_id
      where jobs.locked_by = any(${workers}::text[]) and key is null and attempts >= max_attempts
      for update of jobs skip locked`.execute(transaction);
    await sql`select graphile_worker.force_unlock_workers(${workers}::text[])`.execute(transaction);
    for (const { id, ...taken } of rows) {
      await sql`select graphile_worker.complete_jobs(array[${id}::bigint])`.execute(transaction);
      await addJob(transaction, { ...taken, envelope: envelopeFrom(taken.payload), runAt: undefined });
    }
    await sql`select pg_notify('jobs:insert', '{"count": 1000}')`.execute(transaction);
  });
}
