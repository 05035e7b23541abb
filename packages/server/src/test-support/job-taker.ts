/** Takes jobs out of the queue one by one, so that a test can run them without a runner. */

import { Client } from 'pg';
import { envelopeFrom } from '../adapters/store/job-envelope.ts';
import type { JobName, JobPayloads } from '../ports/jobs.ts';

export interface TakenOutJob {
  readonly name: JobName;
  readonly payload: JobPayloads[JobName];
}

export interface JobTaker {
  /** The job that a runner would start now, which is out of the queue then; undefined when there is none. */
  next(): Promise<TakenOutJob | undefined>;
  close(): Promise<void>;
}

/** On the queue of this database, where no runner may be at work. */
export async function openJobTaker(connectionString: string): Promise<JobTaker> {
  const client = new Client({ connectionString });
  await client.connect();
  return {
    async next() {
      const { rows } = await client.query<{ id: string; name: JobName; payload: unknown }>(`
        select jobs.id, identifier as name, payload from graphile_worker._private_jobs as jobs
        join graphile_worker._private_tasks as tasks on tasks.id = task_id
        where attempts < max_attempts and run_at <= now()
          and not exists (select from paused_jobs where coalesce(flags, '{}') ? flag)
        order by priority, run_at, jobs.id limit 1`);
      const [job] = rows;
      if (job === undefined) return undefined;
      await client.query('select graphile_worker.complete_jobs(array[$1::bigint])', [job.id]);
      return { name: job.name, payload: envelopeFrom(job.payload).payload };
    },
    close: () => client.end(),
  };
}
