/** Integrations as lists show them: page by page, each with its state, counts, last index and webhooks. */

import type { IndexingState } from '@branchline/domain';
import { sql } from 'kysely';
import type { RawBuilder, Selectable } from 'kysely';
import type {
  IntegrationCounts,
  IntegrationPage,
  IntegrationQuery,
  IntegrationSort,
  IntegrationTable,
  ListedIntegration,
} from '../../ports/store/integrations.ts';
import type { Database } from './database.ts';
import { integrationFromRow } from './integration-row.ts';
import { textForPostgres } from './json.ts';
import type { IntegrationRow } from './schema.ts';

interface LineColumns extends Selectable<IntegrationRow> {
  readonly state: IndexingState;
  readonly waiting: number;
  readonly indexing: number;
  readonly up_to_date: number;
  readonly paused: number;
  readonly failed: number;
  readonly indexed_at: Date | null;
  readonly webhooks: ListedIntegration['webhooks'];
}

/** Credentials that end sooner than this are somebody's business, as pages say it. */
const careDays = 30;

const inState = (state: IndexingState) => sql`
  coalesce(count(*) filter (where integrations.paused_because is null and repositories.state = ${sql.lit(state)}), 0)::integer`;

/** Every integration that is not being removed, once; `state` is what most needs a person. */
const lines = sql`
  counted as (
    select integration_id, count(*)::integer as repositories, max(indexed_at) as indexed_at,
      ${inState('waiting')} as waiting, ${inState('indexing')} as indexing, ${inState('up-to-date')} as up_to_date,
      (count(*) filter (where integrations.paused_because is not null or repositories.state = 'paused'))::integer as paused,
      ${inState('failed')} as failed, max(last_webhook_at) as last_webhook_at
    from repositories join integrations on integrations.id = integration_id group by integration_id
  ), hooks as (
    select integration_id, bool_or(state = 'working') as working, bool_or(state in ('failing', 'refused')) as failing
    from webhook_registrations group by integration_id
  ), lines as (
    select integrations.*, coalesce(repositories, 0) as repositories, indexed_at, coalesce(waiting, 0) as waiting,
      coalesce(indexing, 0) as indexing, coalesce(up_to_date, 0) as up_to_date, coalesce(paused, 0) as paused,
      coalesce(failed, 0) as failed,
      case when paused_because is not null then 'paused' when failed > 0 then 'failed' when indexing > 0 then 'indexing'
        when waiting > 0 or repositories is null then 'waiting' when up_to_date > 0 then 'up-to-date' else 'paused'
        end as state,
      paused_because is not null or coalesce(failed, 0) + coalesce(paused, 0) > 0
        or jsonb_array_length(missing_rights) > 0
        or coalesce(credential_expires_at < now() + ${sql.lit(`${careDays} days`)}::interval and not rotates_token, false) as needs_care,
      case when working or last_webhook_at is not null then 'working' when failing then 'failing' else 'none' end as webhooks
    from integrations
    left join counted on counted.integration_id = integrations.id
    left join hooks on hooks.integration_id = integrations.id
    where removing_since is null
  )`;

/** Text, so that all compare alike; numbers and moments keep their order in it. */
const sortKeys: Readonly<Record<IntegrationSort, RawBuilder<unknown>>> = {
  name: sql`lower(name)`,
  service: sql`connector`,
  state: sql`array_position(array['failed', 'paused', 'indexing', 'waiting', 'up-to-date'], state)::text`,
  repositories: sql`lpad(repositories::text, 12, '0')`,
  indexed: sql`coalesce(to_char(indexed_at at time zone 'utc', 'YYYY-MM-DD HH24:MI:SS.US'), '')`,
  added: sql`to_char(added_at at time zone 'utc', 'YYYY-MM-DD HH24:MI:SS.US')`,
};

/** The part of the table that lists. */
export function integrationPages(database: Database): Pick<IntegrationTable, 'page' | 'counts' | 'notable'> {
  return {
    page: (query) => integrationPage(database, query),
    counts: () => integrationCounts(database),
    notable: (limit) => notableIntegrations(database, limit),
  };
}

async function integrationPage(database: Database, query: IntegrationQuery): Promise<IntegrationPage> {
  const { after, sort, isDescending, limit } = query;
  const key = sql`${sortKeys[sort]} collate "C"`;
  const conditions = [...conditionsOf(query)];
  if (after !== undefined) {
    const beyond = isDescending ? sql`<` : sql`>`;
    conditions.push(sql`(${key}, id) ${beyond} (select ${key}, id from lines where id = ${after})`);
  }
  const order = isDescending ? sql`desc` : sql`asc`;
  const { rows } = await sql<LineColumns>`
    with ${lines} select * from lines where ${sql.join(conditions, sql` and `)}
    order by ${key} ${order}, id ${order} limit ${limit + 1}`.execute(database);
  const integrations = rows.slice(0, limit).map(listedFromColumns);
  return { integrations, next: rows.length > limit ? integrations.at(-1)?.integration.id : undefined };
}

async function integrationCounts(database: Database): Promise<IntegrationCounts> {
  const { rows } = await sql<IntegrationCounts>`
    with ${lines} select count(*)::integer as all, (count(*) filter (where needs_care))::integer as attention
    from lines`.execute(database);
  return rows[0] ?? { all: 0, attention: 0 };
}

async function notableIntegrations(database: Database, limit: number): Promise<readonly ListedIntegration[]> {
  const { rows } = await sql<LineColumns>`
    with ${lines} select * from lines
    order by needs_care desc, ${sortKeys.state}, indexed_at desc nulls last, id limit ${limit}`.execute(database);
  return rows.map(listedFromColumns);
}

function conditionsOf({ search, connector, state, needsCare }: IntegrationQuery): readonly RawBuilder<unknown>[] {
  const conditions: RawBuilder<unknown>[] = [sql`true`];
  if (search !== undefined) conditions.push(sql`strpos(lower(name), ${textForPostgres(search.toLowerCase())}) > 0`);
  if (connector !== undefined) conditions.push(sql`connector = ${connector}`);
  if (state !== undefined) conditions.push(sql`state = ${state}`);
  if (needsCare !== undefined) conditions.push(sql`needs_care = ${needsCare}`);
  return conditions;
}

function listedFromColumns(row: LineColumns): ListedIntegration {
  const { waiting, indexing, up_to_date: upToDate, paused, failed } = row;
  return {
    integration: integrationFromRow(row),
    state: row.state,
    counts: { waiting, indexing, 'up-to-date': upToDate, paused, failed },
    indexedAt: row.indexed_at ?? undefined,
    webhooks: row.webhooks,
  };
}
