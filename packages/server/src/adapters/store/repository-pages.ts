/** Repositories as lists show them: page by page, counted by state, and the few of each integration that matter now. */

import type { IndexingState, IntegrationId } from '@branchline/domain';
import { sql } from 'kysely';
import type { RawBuilder, Selectable } from 'kysely';
import type {
  RepositoryCounts,
  RepositoryPage,
  RepositoryQuery,
  RepositoryStanding,
} from '../../ports/store/repositories.ts';
import type { Database } from './database.ts';
import { textForPostgres } from './json.ts';
import { standingFromRow } from './repository-row.ts';
import type { RepositoryRow } from './schema.ts';

type Row = Selectable<RepositoryRow>;

/** A paused integration pauses all of its repositories, whatever their own state. */
const stateNow = sql`case when integrations.paused_because is null then state else 'paused' end`;

/** See `RepositoryTable.page`. */
export async function repositoryPage(database: Database, query: RepositoryQuery): Promise<RepositoryPage> {
  const { integrationId, state, search, after, limit } = query;
  const conditions: RawBuilder<unknown>[] = [sql`true`];
  if (integrationId !== undefined) conditions.push(sql`integration_id = ${integrationId}`);
  if (state !== undefined) conditions.push(sql`${stateNow} = ${state}`);
  if (search !== undefined) {
    conditions.push(sql`strpos(lower(repositories.name), ${textForPostgres(search.toLowerCase())}) > 0`);
  }
  if (after !== undefined) {
    conditions.push(sql`(repositories.name, repositories.id) > (
      select name, id from repositories where id = ${after})`);
  }
  const { rows } = await sql<Row>`
    select repositories.* from repositories join integrations on integrations.id = integration_id
    where ${sql.join(conditions, sql` and `)}
    order by repositories.name, repositories.id limit ${limit + 1}`.execute(database);
  const repositories = rows.slice(0, limit).map(standingFromRow);
  return { repositories, next: rows.length > limit ? repositories.at(-1)?.id : undefined };
}

/** See `RepositoryTable.counts`. */
export async function repositoryCounts(database: Database): Promise<ReadonlyMap<IntegrationId, RepositoryCounts>> {
  const { rows } = await sql<{ integration_id: IntegrationId; state: IndexingState; count: number }>`
    select integration_id, ${stateNow} as state, count(*)::integer as count
    from repositories join integrations on integrations.id = integration_id group by 1, 2`.execute(database);
  const counts = new Map<IntegrationId, RepositoryCounts>();
  for (const { integration_id: id, state, count } of rows) {
    counts.set(id, { ...(counts.get(id) ?? noRepositories), [state]: count });
  }
  return counts;
}

const noRepositories: RepositoryCounts = { waiting: 0, indexing: 0, 'up-to-date': 0, paused: 0, failed: 0 };

/** See `RepositoryTable.notable`. */
export async function notableRepositories(
  database: Database,
  each: number,
  ids?: readonly IntegrationId[],
): Promise<readonly RepositoryStanding[]> {
  const wanted = ids === undefined ? sql`true` : sql`integrations.id = any(${ids}::integer[])`;
  const { rows } = await sql<Row>`
    select repositories.* from integrations cross join lateral (
      select * from repositories where integration_id = integrations.id
      order by array_position(array['failed', 'indexing', 'paused', 'waiting', 'up-to-date'], state),
        changed_at desc nulls last, name, id
      limit ${each}
    ) as repositories
    where ${wanted} order by integrations.id, repositories.name, repositories.id`.execute(database);
  return rows.map(standingFromRow);
}
