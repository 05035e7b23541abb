/** The queue in lines that people can read: each job with what it is about and what it waits for. */

import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';
import {
  everyJobFlag,
  type JobLine,
  type JobPage,
  type JobQuery,
  type JobWait,
  type NamedThing,
} from '../../ports/job-control.ts';
import type { JobView } from '../../ports/jobs.ts';
import type { Database } from './database.ts';
import { viewFromColumns, type JobColumns } from './job-columns.ts';
import { textForPostgres } from './json.ts';

interface LineColumns extends JobColumns {
  readonly rank: number;
  /** To the microsecond, which a Date does not hold. */
  readonly run_at_exactly: string;
  readonly locked_at: Date | null;
  readonly repository_id: number | null;
  readonly repository_name: string | null;
  readonly integration_id: number | null;
  readonly integration_name: string | null;
  readonly jira_site_id: number | null;
  readonly jira_site_name: string | null;
  readonly waits_for: JobWait | null;
  readonly is_ending: boolean;
}

function idIn(field: string): RawBuilder<unknown> {
  return sql`(payload #>> ${sql.lit(`{payload,${field}}`)})::integer`;
}

const state = sql`case when jobs.locked_at is not null then 'running'
  when attempts >= max_attempts then 'failed' else 'waiting' end`;

const held = sql`(select coalesce(array_agg(flag), '{}') from paused_jobs)`;

const waitsFor = sql`case
  when jobs.locked_at is not null or attempts >= max_attempts then null
  when flags ? ${sql.lit(everyJobFlag)} and exists (select from paused_jobs where flag = ${sql.lit(everyJobFlag)})
    then 'everything-paused'
  when flags ?| ${held} then 'integration-paused'
  when run_at > now() then 'moment'
  when queues.locked_at is not null then 'queue'
  else 'turn' end`;

/**
 * Every job of the queue, once. The queue takes a running job's key and its count of starts when the key is added
 * again: such a job has begun once.
 */
const lines = sql`
  select jobs.id, identifier as name, payload, priority, run_at, run_at::text as run_at_exactly, created_at, last_error,
    jobs.locked_at, ${state} as state, ${waitsFor} as waits_for,
    case when jobs.locked_at is not null then 0 when attempts < max_attempts then 1 else 2 end as rank,
    case when jobs.locked_at is not null and key is null then 1 else attempts end as attempts,
    repositories.id as repository_id, repositories.name as repository_name,
    integrations.id as integration_id, integrations.name as integration_name,
    jira_sites.id as jira_site_id, jira_sites.name as jira_site_name,
    exists (select from job_cancellations where job_id = jobs.id) and jobs.locked_at is not null as is_ending
  from graphile_worker._private_jobs as jobs
  join graphile_worker._private_tasks as tasks on tasks.id = task_id
  left join graphile_worker._private_job_queues as queues on queues.id = job_queue_id
  left join repositories on repositories.id = ${idIn('repositoryId')}
  left join integrations on integrations.id = coalesce(repositories.integration_id, ${idIn('integrationId')})
  left join jira_sites on jira_sites.id = ${idIn('jiraSiteId')}`;

/** See `JobControl.page`. */
export async function jobPage(database: Database, query: JobQuery): Promise<JobPage> {
  const { rows } = await sql<LineColumns>`
    with lines as (${lines})
    select lines.*, id::text as id from lines where ${sql.join(conditionsOf(query), sql` and `)}
    order by rank, priority, run_at, lines.id limit ${query.limit + 1}`.execute(database);
  const page = rows.slice(0, query.limit);
  const last = page.at(-1);
  return {
    jobs: page.map(lineFromColumns),
    next: rows.length > query.limit && last !== undefined ? cursorOf(last) : undefined,
  };
}

/** See `JobControl.get`. */
export async function jobLine(database: Database, id: string): Promise<JobLine | undefined> {
  const { rows } = await sql<LineColumns>`
    with lines as (${lines})
    select lines.*, id::text as id from lines where lines.id = ${id}::bigint`.execute(database);
  return rows[0] && lineFromColumns(rows[0]);
}

/** See `JobControl.counts`. */
export async function jobCounts(database: Database): Promise<Readonly<Record<JobView['state'], number>>> {
  const { rows } = await sql<{ state: JobView['state']; count: number }>`
    select ${state} as state, count(*)::integer as count
    from graphile_worker._private_jobs as jobs group by 1`.execute(database);
  const counts = { waiting: 0, running: 0, failed: 0 };
  for (const row of rows) counts[row.state] = row.count;
  return counts;
}

function conditionsOf(query: JobQuery): readonly RawBuilder<unknown>[] {
  const { state: wanted, name, integrationId, repositoryId, jiraSiteId, search } = query;
  const conditions: RawBuilder<unknown>[] = [sql`true`];
  if (wanted !== undefined) conditions.push(sql`state = ${wanted}`);
  if (name !== undefined) conditions.push(sql`name = ${name}`);
  if (integrationId !== undefined) conditions.push(sql`integration_id = ${integrationId}`);
  if (repositoryId !== undefined) conditions.push(sql`repository_id = ${repositoryId}`);
  if (jiraSiteId !== undefined) conditions.push(sql`jira_site_id = ${jiraSiteId}`);
  if (search !== undefined) {
    const part = textForPostgres(search.toLowerCase());
    const names = sql`lower(concat_ws(' ', repository_name, integration_name, jira_site_name))`;
    conditions.push(sql`strpos(${names}, ${part}) > 0`);
  }
  const after = query.after === undefined ? undefined : placeFrom(query.after);
  if (after !== undefined) {
    const { rank, priority, runAt, id } = after;
    conditions.push(
      sql`(rank, priority, run_at, lines.id) > (${rank}::integer, ${priority}::integer, ${runAt}::timestamptz, ${id}::bigint)`,
    );
  }
  return conditions;
}

/** Where a page ended: the job itself may be gone when the next is asked for. */
interface Place {
  readonly rank: number;
  readonly priority: number;
  readonly runAt: string;
  readonly id: string;
}

function cursorOf({ rank, priority, run_at_exactly, id }: LineColumns): string {
  return Buffer.from([rank, priority, run_at_exactly, id].join('|')).toString('base64url');
}

const placePattern = /^([0-2])\|(-?\d{1,5})\|(\d{4}-\d\d-\d\d [\d:.+-]{1,30})\|(\d{1,18})$/u;

function placeFrom(cursor: string): Place | undefined {
  const found = placePattern.exec(Buffer.from(cursor, 'base64url').toString());
  const [, rank, priority, runAt, id] = found ?? [];
  if (runAt === undefined || id === undefined || Number.isNaN(Date.parse(runAt))) return undefined;
  return { rank: Number(rank), priority: Number(priority), runAt, id };
}

function named(id: number | null, name: string | null): NamedThing<never> | undefined {
  // The columns come from the tables whose ids they are.
  return id === null || name === null ? undefined : { id: id as never, name };
}

function lineFromColumns(row: LineColumns): JobLine {
  return {
    ...viewFromColumns(row),
    repository: named(row.repository_id, row.repository_name),
    integration: named(row.integration_id, row.integration_name),
    jiraSite: named(row.jira_site_id, row.jira_site_name),
    startedAt: row.locked_at ?? undefined,
    waitsFor: row.waits_for ?? undefined,
    isEnding: row.is_ending,
  };
}
