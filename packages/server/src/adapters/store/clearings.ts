/** What was taken back from Jira because a person wanted it gone, and how far that is. */

import type { AssociationPlace, IntegrationId, JiraSiteId, RepositoryId } from '@branchline/domain';
import { sql } from 'kysely';
import type { RawBuilder, Selectable } from 'kysely';
import type { ClearedPlace, Clearing, ClearingTable } from '../../ports/store/clearings.ts';
import { together } from './database.ts';
import type { Database } from './database.ts';
import { textForPostgres } from './json.ts';
import type { ClearingRow } from './schema-sending.ts';

export function clearingTable(database: Database): ClearingTable {
  return {
    count: (place) => count(database, place),
    begin: (place) => begin(database, place),
    async get(id) {
      const row = await database.selectFrom('clearings').selectAll().where('id', '=', id).executeTakeFirst();
      return row && clearingFromRow(row);
    },
    async list(site) {
      const query = database.selectFrom('clearings').selectAll().where('jira_site_id', '=', site);
      return (await query.orderBy('asked_at', 'desc').orderBy('id', 'desc').execute()).map(clearingFromRow);
    },
    isInForce: (place) => isInForce(database, place),
    takeNext: (...about) => takeNext(database, ...about),
    async remaining(id) {
      const query = database.selectFrom('clearing_steps').select('repository_id').where('clearing_id', '=', id);
      return (await query.orderBy('repository_id').execute()).map((row) => row.repository_id as RepositoryId);
    },
    async noteDone(id, repository, entries) {
      await sql`
        with done as (delete from clearing_steps where clearing_id = ${id} and repository_id = ${repository} returning 1)
        update clearings set repositories_done = repositories_done + 1, entries_done = entries_done + ${entries},
          problem = null
        where id = ${id} and exists (select from done)`.execute(database);
    },
    async noteProblem(id, problem) {
      const words = problem === undefined ? null : textForPostgres(problem);
      await database.updateTable('clearings').set({ problem: words }).where('id', '=', id).execute();
    },
    async finish(id, at) {
      // What was there is gone, whoever took it: another clearing may have been faster.
      await sql`
        update clearings set finished_at = ${at}, problem = null, entries_done = greatest(entries, entries_done),
          repositories_done = greatest(repositories, repositories_done)
        where id = ${id} and finished_at is null`.execute(database);
    },
    lift: (id) => lift(database, id),
  };
}

/** Repositories of the clearing's place that the site may have something of. */
function held(place: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`
    select repositories.id from repositories, ${place} as place
    where (place.integration_id is null or repositories.integration_id = place.integration_id)
      and (place.repository_id is null or repositories.id = place.repository_id)
      and exists (select from pushed_entities as pushed where pushed.repository_id = repositories.id
        and pushed.jira_site_id = place.jira_site_id and state <> 'withdrawn')`;
}

/** Begins a statement: `place`, the repositories `held` there, and how many `entries` these have. */
function holdings(place: ClearedPlace): RawBuilder<unknown> {
  return sql`
    with place as (
      select ${place.jiraSiteId}::integer as jira_site_id, ${place.integrationId ?? null}::integer as integration_id,
        ${place.repositoryId ?? null}::integer as repository_id
    ), held as (${held(sql`place`)}
    ), entries as (
      select count(*)::integer as count from pushed_entities, held
      where pushed_entities.repository_id = held.id and jira_site_id = ${place.jiraSiteId} and state <> 'withdrawn'
    )`;
}

async function count(database: Database, place: ClearedPlace): Promise<Pick<Clearing, 'repositories' | 'entries'>> {
  const { rows } = await sql<Pick<Clearing, 'repositories' | 'entries'>>`
    ${holdings(place)}
    select (select count(*) from held)::integer as repositories, entries.count as entries from entries`.execute(
    database,
  );
  return rows[0] ?? { repositories: 0, entries: 0 };
}

/** Numbers that nothing else in the database locks: the first half of the lock of a site's clearings. */
const clearingLock = 7_245;

async function begin(database: Database, place: ClearedPlace): Promise<Clearing> {
  return together(database, async (database) => {
    // Whoever has just noted what it sends ends first; whoever comes later finds the clearing.
    await sql`select pg_advisory_xact_lock(${clearingLock}, ${place.jiraSiteId})`.execute(database);
    const clearing = await write(database, place);
    await database.deleteFrom('clearing_steps').where('clearing_id', '=', clearing.id).execute();
    return clearing;
  });
}

async function write(database: Database, place: ClearedPlace): Promise<Clearing> {
  const { rows } = await sql<Selectable<ClearingRow>>`
    ${holdings(place)}
    insert into clearings (jira_site_id, integration_id, repository_id, repositories, entries)
    select jira_site_id, integration_id, repository_id, (select count(*) from held)::integer, entries.count
    from place, entries
    on conflict (jira_site_id, integration_id, repository_id) do update
    set asked_at = now(), finished_at = null, repositories = excluded.repositories, repositories_done = 0,
      entries = excluded.entries, entries_done = 0, queued_up_to = 0,
      repositories_queued = 0, problem = null
    returning *`.execute(database);
  const [row] = rows;
  if (row === undefined) throw new Error('a clearing that was just written is gone');
  return clearingFromRow(row);
}

async function isInForce(database: Database, { jiraSiteId, integrationId, repositoryId }: AssociationPlace) {
  await sql`select pg_advisory_xact_lock_shared(${clearingLock}, ${jiraSiteId})`.execute(database);
  const { rows } = await sql<{ found: boolean }>`
    select exists (
      select from clearings
      where jira_site_id = ${jiraSiteId} and (integration_id is null or integration_id = ${integrationId})
        and (repository_id is null or repository_id = ${repositoryId})
    ) as found`.execute(database);
  return rows[0]?.found ?? false;
}

async function takeNext(database: Database, id: number, limit: number): Promise<readonly RepositoryId[]> {
  const { rows } = await sql<{ id: RepositoryId }>`
    with place as (select * from clearings where id = ${id}
    ), next as (
      select held.id from (${held(sql`place`)}) as held
      where held.id > (select queued_up_to from place) order by held.id limit ${limit}
    ), taken as (
      update clearings set queued_up_to = (select max(next.id) from next),
        repositories_queued = repositories_queued + (select count(*) from next)
      where id = ${id} and exists (select from next)
    ), steps as (
      insert into clearing_steps (clearing_id, repository_id) select ${id}::integer, id from next on conflict do nothing
    )
    select id from next order by id`.execute(database);
  return rows.map((row) => row.id);
}

async function lift(database: Database, id: number): Promise<void> {
  await sql`
    delete from clearings using (select * from clearings where id = ${id}) as lifted
    where clearings.jira_site_id = lifted.jira_site_id
      and (lifted.integration_id is null or clearings.integration_id = lifted.integration_id)
      and (lifted.repository_id is null or clearings.repository_id = lifted.repository_id)`.execute(database);
}

function clearingFromRow(row: Selectable<ClearingRow>): Clearing {
  return {
    id: row.id,
    jiraSiteId: row.jira_site_id as JiraSiteId,
    integrationId: (row.integration_id ?? undefined) as IntegrationId | undefined,
    repositoryId: (row.repository_id ?? undefined) as RepositoryId | undefined,
    askedAt: row.asked_at,
    finishedAt: row.finished_at ?? undefined,
    repositories: row.repositories,
    repositoriesQueued: row.repositories_queued,
    repositoriesDone: row.repositories_done,
    entries: row.entries,
    entriesDone: row.entries_done,
    problem: row.problem ?? undefined,
  };
}
