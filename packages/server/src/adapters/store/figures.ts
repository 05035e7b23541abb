/** Figures about the database and what waits in it, for health and metrics. */

import type { IndexingState, IntegrationId } from '@branchline/domain';
import { sql } from 'kysely';
import type { Pool } from 'pg';
import type {
  DatabaseFigures,
  FigureTable,
  JobFigure,
  QueueFigures,
  WebhookFigures,
} from '../../ports/store/figures.ts';
import type { Database } from './database.ts';
import { workerSignSpace } from './job-ledger.ts';

export function figureTable(database: Database, pool: Pool): FigureTable {
  return {
    queue: () => queueFigures(database),
    repositories: () => repositoryFigures(database),
    database: () => databaseFigures(database),
    pool: () => ({ open: pool.totalCount, idle: pool.idleCount, waiting: pool.waitingCount }),
    webhooks: () => webhookFigures(database),
    async noteBackup(at) {
      await sql`update installation set backed_up_at = ${at}`.execute(database);
    },
  };
}

async function queueFigures(database: Database): Promise<QueueFigures> {
  const { rows: jobs } = await sql<JobFigure>`
    select identifier as name, count(*)::integer as count,
      case when locked_at is not null then 'running' when attempts >= max_attempts then 'failed'
        when run_at > now() then 'later' else 'waiting' end as state
    from graphile_worker._private_jobs as jobs join graphile_worker._private_tasks as tasks on tasks.id = task_id
    group by 1, 3 order by 1, 3`.execute(database);
  const { rows } = await sql<{ oldest: Date | null; workers: number }>`
    select
      (select min(run_at) from graphile_worker._private_jobs as jobs
        left join graphile_worker._private_job_queues as queues on queues.id = job_queue_id
        where jobs.locked_at is null and attempts < max_attempts and run_at <= now() and queues.locked_at is null
          and not exists (select from paused_jobs where flags ? paused_jobs.flag)) as oldest,
      (select count(distinct objid)::integer from pg_locks
        where locktype = 'advisory' and classid = ${workerSignSpace}::integer::oid and objsubid = 2 and granted
          and database = (select oid from pg_database where datname = current_database())) as workers`.execute(
    database,
  );
  return { jobs, oldestReadyAt: rows[0]?.oldest ?? undefined, workers: rows[0]?.workers ?? 0 };
}

async function repositoryFigures(database: Database): Promise<Readonly<Record<IndexingState, number>>> {
  const { rows } = await sql<{ state: IndexingState; count: number }>`
    select case when integrations.paused_because is null then state else 'paused' end as state, count(*)::integer as count
    from repositories join integrations on integrations.id = integration_id
    where removing_since is null
    group by 1`.execute(database);
  const none = { waiting: 0, indexing: 0, 'up-to-date': 0, paused: 0, failed: 0 };
  return { ...none, ...Object.fromEntries(rows.map(({ state, count }) => [state, count])) };
}

interface DatabaseColumns {
  readonly version: string;
  readonly bytes: number;
  readonly connections: number;
  readonly connection_limit: number;
  readonly now: Date;
  readonly schema: number;
  readonly backed_up_at: Date | null;
}

async function databaseFigures(database: Database): Promise<DatabaseFigures> {
  const { rows } = await sql<DatabaseColumns>`
    select current_setting('server_version') as version, pg_database_size(current_database()) as bytes,
      (select count(*)::integer from pg_stat_activity where backend_type = 'client backend') as connections,
      current_setting('max_connections')::integer as connection_limit, clock_timestamp() as now,
      (select max(number) from migrations) as schema, (select backed_up_at from installation) as backed_up_at`.execute(
    database,
  );
  const [row] = rows;
  if (row === undefined) throw new Error('The database did not say how it is.');
  const { connection_limit: connectionLimit, backed_up_at: backedUpAt, ...figures } = row;
  return { ...figures, connectionLimit, backedUpAt: backedUpAt ?? undefined };
}

interface WebhookColumns {
  readonly integration_id: IntegrationId;
  readonly working: number;
  readonly broken: number;
  readonly last_at: Date | null;
  readonly changed_at: Date | null;
}

async function webhookFigures(database: Database): Promise<readonly WebhookFigures[]> {
  const { rows } = await sql<WebhookColumns>`
    select integrations.id as integration_id, coalesce(registered.working, 0) as working,
      coalesce(registered.broken, 0) as broken, heard.last_at, heard.changed_at
    from integrations
    left join (
      select integration_id, count(*) filter (where state = 'working')::integer as working,
        count(*) filter (where state <> 'working')::integer as broken
      from webhook_registrations group by 1
    ) as registered on registered.integration_id = integrations.id
    left join (
      select integration_id, max(last_webhook_at) as last_at, max(changed_at) as changed_at
      from repositories group by 1
    ) as heard on heard.integration_id = integrations.id
    where removing_since is null
    order by integrations.id`.execute(database);
  return rows.map(({ integration_id, last_at, changed_at, ...counts }) => ({
    ...counts,
    integrationId: integration_id,
    lastAt: last_at ?? undefined,
    changedAt: changed_at ?? undefined,
  }));
}
