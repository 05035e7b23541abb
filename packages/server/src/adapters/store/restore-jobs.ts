/** Brings waiting jobs back through the queue's own functions, which know how a job is laid down. */

import type { ClientBase } from 'pg';
import { jobsTable } from './backup-format.ts';
import { startLimit } from './jobs.ts';

/** For as long as the transaction lasts. */
export async function makeJobsTable(client: ClientBase): Promise<void> {
  await client.query(
    `create temporary table ${jobsTable} (
       position bigint generated always as identity, name text not null, payload json not null, queue text,
       priority integer not null, run_at timestamptz not null, key text, flags text[] not null,
       gave_up boolean not null, last_error text
     ) on commit drop`,
  );
}

/** In the place of whatever waits in the queue now. */
export async function restoreJobs(client: ClientBase): Promise<void> {
  await client.query('delete from graphile_worker._private_jobs');
  await client.query(
    `select graphile_worker.add_job(identifier => name, payload => payload, queue_name => queue, run_at => run_at,
       max_attempts => case when gave_up then 1 else ${startLimit} end, job_key => key, priority => priority, flags => flags)
     from (select * from pg_temp.${jobsTable} order by position) as ordered`,
  );
  await client.query(
    `select graphile_worker.permanently_fail_jobs(array[jobs.id], given_up.last_error)
     from pg_temp.${jobsTable} as given_up join graphile_worker._private_jobs as jobs on jobs.key = given_up.key
     where gave_up`,
  );
}
