/** Changes the queue because a person wants it, by the queue's own functions, and never a job that a worker has taken. */

import { sql } from 'kysely';
import { everyJobFlag, type HeldBack, type JobControl } from '../../ports/job-control.ts';
import type { JobName } from '../../ports/jobs.ts';
import { together } from './database.ts';
import type { Database } from './database.ts';
import { envelopeFrom, priorityOf } from './job-envelope.ts';
import { jobCounts, jobLine, jobPage } from './job-lines.ts';
import { addJob, wakeEverybody } from './jobs.ts';
import { textForPostgres } from './json.ts';

/** The queue's column is a smallint. */
const smallestPriority = -32_000;

export function jobControl(database: Database): JobControl {
  return {
    page: (query) => jobPage(database, query),
    get: (id) => jobLine(database, id),
    counts: () => jobCounts(database),
    async cancelWaiting(id) {
      const { rows } = await sql`
        select 1 from graphile_worker.complete_jobs(array(
          select id from graphile_worker._private_jobs where id = ${id}::bigint and locked_at is null
        ))`.execute(database);
      return rows.length > 0;
    },
    askToEnd: (id) => askToEnd(database, id),
    retry: (id) => retry(database, id),
    moveFirst: (id) => moveFirst(database, id),
    held: () => held(database),
    hold: (who, because) => hold(database, who, because),
    async release() {
      await sql`
        with resumed as (delete from paused_jobs where flag = ${everyJobFlag})
        select pg_notify('jobs:insert', ${wakeEverybody})`.execute(database);
    },
  };
}

async function askToEnd(database: Database, id: string): Promise<boolean> {
  const { rows } = await sql`
    with running as (
      select id from graphile_worker._private_jobs where id = ${id}::bigint and locked_at is not null
    ), asked as (
      insert into job_cancellations (job_id) select id from running on conflict do nothing
    )
    select 1 from running`.execute(database);
  return rows.length > 0;
}

interface FoundJob {
  readonly name: JobName;
  readonly payload: unknown;
  readonly queue: string | null;
  readonly flags: readonly string[];
  readonly given_up: boolean;
}

/** A given-up job is added anew: its right to be started is used up. */
async function retry(database: Database, id: string): Promise<boolean> {
  return together(database, async (database) => {
    const { rows } = await sql<FoundJob>`
      select identifier as name, payload, queue_name as queue, attempts >= max_attempts as given_up,
        array(select jsonb_object_keys(flags)) as flags
      from graphile_worker._private_jobs as jobs
      join graphile_worker._private_tasks as tasks on tasks.id = task_id
      left join graphile_worker._private_job_queues as queues on queues.id = job_queue_id
      where jobs.id = ${id}::bigint and jobs.locked_at is null for update of jobs`.execute(database);
    const [job] = rows;
    if (job === undefined) return false;
    const priority = priorityOf('person');
    if (!job.given_up) return reschedule(database, id, priority);
    const { key, payload } = envelopeFrom(job.payload);
    const { name, queue, flags } = job;
    const envelope = { key, payload, attempts: 0, lastError: null };
    await addJob(database, { name, envelope, queue, priority, flags, runAt: undefined });
    return true;
  });
}

async function moveFirst(database: Database, id: string): Promise<boolean> {
  const { rows } = await sql<{ priority: number }>`
    select greatest(least(min(priority), 0) - 1, ${smallestPriority}::integer)::integer as priority
    from graphile_worker._private_jobs where locked_at is null`.execute(database);
  return reschedule(database, id, rows[0]?.priority ?? 0);
}

/** At once. */
async function reschedule(database: Database, id: string, priority: number): Promise<boolean> {
  const { rows } = await sql`
    select 1 from graphile_worker.reschedule_jobs(array(
      select id from graphile_worker._private_jobs
      where id = ${id}::bigint and locked_at is null and attempts < max_attempts
    ), run_at => now(), priority => ${priority}::integer)`.execute(database);
  if (rows.length > 0) await sql`select pg_notify('jobs:insert', ${wakeEverybody})`.execute(database);
  return rows.length > 0;
}

async function held(database: Database): Promise<HeldBack | undefined> {
  const row = await database.selectFrom('paused_jobs').selectAll().where('flag', '=', everyJobFlag).executeTakeFirst();
  return row && { who: row.who ?? undefined, because: row.because ?? '', since: row.paused_at };
}

/** Jobs that were added before jobs had the flag get it now, and those of the queue's own clock. */
async function hold(database: Database, who: string, because: string): Promise<void> {
  await together(database, async (database) => {
    const values = { flag: everyJobFlag, who, because: textForPostgres(because) };
    await database
      .insertInto('paused_jobs')
      .values(values)
      .onConflict((conflict) => conflict.column('flag').doNothing())
      .execute();
    await sql`
      update graphile_worker._private_jobs set flags = coalesce(flags, '{}') || ${JSON.stringify({ [everyJobFlag]: true })}::jsonb
      where locked_at is null and not coalesce(flags, '{}') ? ${everyJobFlag}`.execute(database);
  });
}
