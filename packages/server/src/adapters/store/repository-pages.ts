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

/** By which a list can be sorted; repositories that agree go by their ids. */
const sortKeys: Readonly<Record<RepositoryQuery['sort'], RawBuilder<unknown>>> = {
  name: sql`repositories.shown_name`,
  state: sql`array_position(array['failed', 'indexing', 'waiting', 'paused', 'up-to-date'], ${stateNow})`,
  changed: sql`coalesce(repositories.changed_at, '-infinity'::timestamptz)`,
  commits: sql`repositories.linked_commit_count`,
};

const joined = sql`repositories join integrations on integrations.id = integration_id`;

function conditionsOf(query: Omit<RepositoryQuery, 'after' | 'limit' | 'sort' | 'isDescending'>): RawBuilder<unknown> {
  const { integrationId, state, remoteState, hasOwnAssociation, search, among } = query;
  const conditions: RawBuilder<unknown>[] = [sql`integrations.removing_since is null`];
  if (integrationId !== undefined) conditions.push(sql`integration_id = ${integrationId}`);
  if (state !== undefined) conditions.push(sql`${stateNow} = ${state}`);
  if (remoteState !== undefined) conditions.push(sql`remote_state = ${remoteState}`);
  if (among !== undefined) conditions.push(sql`repositories.id = any(${among}::integer[])`);
  if (hasOwnAssociation !== undefined) {
    const own = sql`exists (select from project_associations where repository_id = repositories.id)`;
    conditions.push(hasOwnAssociation ? own : sql`not ${own}`);
  }
  if (search !== undefined) {
    const part = textForPostgres(search.toLowerCase());
    conditions.push(sql`(strpos(lower(repositories.name), ${part}) > 0 or strpos(lower(shown_name), ${part}) > 0)`);
  }
  return sql.join(conditions, sql` and `);
}

/** See `RepositoryTable.page`. */
export async function repositoryPage(database: Database, query: RepositoryQuery): Promise<RepositoryPage> {
  const { after, limit, sort, isDescending } = query;
  const key = sortKeys[sort];
  const direction = isDescending ? sql`desc` : sql`asc`;
  const wanted = conditionsOf(query);
  const behind =
    after === undefined
      ? sql`true`
      : sql`(${key}, repositories.id) ${isDescending ? sql`<` : sql`>`} (
          select ${key}, repositories.id from ${joined} where repositories.id = ${after})`;
  const { rows } = await sql<Row>`
    select repositories.* from ${joined} where ${wanted} and ${behind}
    order by ${key} ${direction}, repositories.id ${direction} limit ${limit + 1}`.execute(database);
  const counted = await sql<{ total: number }>`
    select count(*)::integer as total from ${joined} where ${wanted}`.execute(database);
  const repositories = rows.slice(0, limit).map(standingFromRow);
  const next = rows.length > limit ? repositories.at(-1)?.id : undefined;
  return { repositories, next, total: counted.rows[0]?.total ?? 0 };
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
