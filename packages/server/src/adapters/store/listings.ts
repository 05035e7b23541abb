/** What Git services list, what was chosen of it, and how far the walk over a list has come. */

import { everyRepository } from '@branchline/domain';
import type { ChoiceReason, IntegrationId, RepositoryChoice } from '@branchline/domain';
import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';
import type {
  ListedOwner,
  Listing,
  ListingAge,
  ListingPage,
  ListingQuery,
  ListingTable,
  ListingToSave,
  ListingVerdict,
} from '../../ports/store/listings.ts';
import type { Database } from './database.ts';
import { jsonForPostgres, textForPostgres } from './json.ts';
import { advanceWalk, beginWalk, dueForWalk, finishWalk, startAnew, walkStanding } from './repository-walks.ts';

export function listingTable(database: Database): ListingTable {
  return {
    choice: (id) => readChoice(database, id),
    saveChoice: (id, choice) => saveChoice(database, id, choice),
    beginWalk: (id) => beginWalk(database, id),
    advanceWalk: (...about) => advanceWalk(database, ...about),
    finishWalk: (id, walk) => finishWalk(database, id, walk),
    dueForWalk: (endedBefore) => dueForWalk(database, endedBefore),
    walkStanding: (id) => walkStanding(database, id),
    saveListings: (...about) => saveListings(database, ...about),
    saveVerdicts: (id, verdicts) => saveVerdicts(database, id, verdicts),
    notSeen: (...about) => notSeen(database, ...about),
    markGone: (...about) => markGone(database, ...about),
    async isLeftOut(id, remoteId) {
      const { rows } = await sql`
        select from listed_repositories
        where integration_id = ${id} and remote_id = ${remoteId} and not is_taken and not is_gone`.execute(database);
      return rows.length > 0;
    },
    page: (id, query) => readPage(database, id, query),
    owners: (id) => readOwners(database, id),
  };
}

interface ListingColumns {
  readonly remote_id: string;
  readonly owner: string;
  readonly name: string;
  readonly web_url: string | null;
  readonly is_archived: boolean;
  readonly is_empty: boolean;
  readonly is_gone: boolean;
  readonly active_at: Date | null;
  readonly is_taken: boolean;
  readonly because: string;
}

const shown = sql`remote_id, owner, name, web_url, is_archived, is_empty, is_gone, active_at, is_taken, because`;

async function readChoice(database: Database, id: IntegrationId) {
  const row = await database
    .selectFrom('repository_choices')
    .selectAll()
    .where('integration_id', '=', id)
    .executeTakeFirst();
  if (row === undefined) return { choice: everyRepository, savedInWalk: 1 };
  const choice = { ...everyRepository, ...(row.choice as Partial<RepositoryChoice>) };
  return { choice, savedInWalk: row.saved_in_walk };
}

/** The newest complete list is what the choice was made from; before there is one, the first list will be. */
async function saveChoice(database: Database, id: IntegrationId, choice: RepositoryChoice): Promise<void> {
  await sql`
    insert into repository_choices (integration_id, choice, saved_in_walk)
    select ${id}, ${jsonForPostgres(choice)}::jsonb, greatest(1, coalesce((
      select case when is_finished then walk else walk - 1 end from repository_walks where integration_id = ${id}
    ), 1))
    on conflict (integration_id) do update set choice = excluded.choice, saved_in_walk = excluded.saved_in_walk
  `.execute(database);
  await startAnew(database, id);
}

async function saveListings(
  database: Database,
  id: IntegrationId,
  walk: number,
  entries: readonly ListingToSave[],
): Promise<readonly ListingAge[]> {
  const rows = entries.map(({ repository, passesFilter }) => ({ ...repository, passesFilter }));
  await sql`
    insert into listed_repositories (
      integration_id, remote_id, owner, name, web_url, is_archived, is_empty, active_at, may_administer,
      passes_filter, first_walk, last_walk)
    select ${id}, "remoteId", owner, name, "webUrl", "isArchived", "isEmpty", "activeAt", "mayAdminister",
      "passesFilter", ${walk}, ${walk}
    from json_to_recordset(${jsonForPostgres(rows)}::json) as entry (
      "remoteId" text, owner text, name text, "webUrl" text, "isArchived" boolean, "isEmpty" boolean,
      "activeAt" timestamptz, "mayAdminister" boolean, "passesFilter" boolean)
    on conflict (integration_id, remote_id) do update set
      owner = excluded.owner, name = excluded.name, web_url = excluded.web_url,
      is_archived = excluded.is_archived, is_empty = excluded.is_empty, active_at = excluded.active_at,
      may_administer = excluded.may_administer, passes_filter = excluded.passes_filter,
      last_walk = excluded.last_walk, is_gone = false`.execute(database);
  const { rows: ages } = await sql<ListingAge>`
    with entry as materialized (
      select remote_id, owner, first_walk from listed_repositories
      where integration_id = ${id} and remote_id in (${remoteIds(rows.map(({ remoteId }) => remoteId))})
    ), owners as materialized (
      select owner, min(first_walk) as first_walk from listed_repositories
      where integration_id = ${id} and owner in (select owner from entry) group by owner
    )
    select remote_id as "remoteId", entry.first_walk as "firstWalk", owners.first_walk as "ownerFirstWalk"
    from entry join owners using (owner)`.execute(database);
  return ages;
}

async function saveVerdicts(database: Database, id: IntegrationId, verdicts: readonly ListingVerdict[]): Promise<void> {
  await sql`
    update listed_repositories set is_taken = verdict."isTaken", because = verdict.because
    from json_to_recordset(${jsonForPostgres(verdicts)}::json)
      as verdict ("remoteId" text, "isTaken" boolean, because text)
    where integration_id = ${id} and remote_id = verdict."remoteId"
      and (is_taken, listed_repositories.because) is distinct from (verdict."isTaken", verdict.because)
  `.execute(database);
}

async function notSeen(
  database: Database,
  id: IntegrationId,
  walk: number,
  limit: number,
): Promise<readonly Listing[]> {
  const { rows } = await sql<ListingColumns>`
    select ${shown} from listed_repositories
    where integration_id = ${id} and last_walk < ${walk} and not is_gone
    order by remote_id limit ${limit}`.execute(database);
  return rows.map(listingFromColumns);
}

async function markGone(database: Database, id: IntegrationId, walk: number, gone: readonly string[]): Promise<void> {
  await sql`
    update listed_repositories set is_gone = true, last_walk = ${walk}
    where integration_id = ${id} and remote_id in (${remoteIds(gone)})`.execute(database);
}

async function readPage(database: Database, id: IntegrationId, query: ListingQuery): Promise<ListingPage> {
  const { search, owner, isTaken, after, limit } = query;
  const conditions: RawBuilder<unknown>[] = [sql`integration_id = ${id}`];
  if (search !== undefined) conditions.push(sql`strpos(lower(name), ${textForPostgres(search.toLowerCase())}) > 0`);
  if (owner !== undefined) conditions.push(sql`owner = ${textForPostgres(owner)}`);
  if (isTaken !== undefined) conditions.push(sql`is_taken = ${isTaken}`);
  if (after !== undefined) {
    conditions.push(sql`(owner, name, remote_id) > (
      select owner, name, remote_id from listed_repositories
      where integration_id = ${id} and remote_id = ${textForPostgres(after)})`);
  }
  const { rows } = await sql<ListingColumns>`
    select ${shown} from listed_repositories where ${sql.join(conditions, sql` and `)}
    order by owner, name, remote_id limit ${limit + 1}`.execute(database);
  const listings = rows.slice(0, limit).map(listingFromColumns);
  return { listings, next: rows.length > limit ? listings.at(-1)?.remoteId : undefined };
}

async function readOwners(database: Database, id: IntegrationId): Promise<readonly ListedOwner[]> {
  const { rows } = await sql<ListedOwner>`
    select owner, count(*)::integer as repositories, (count(*) filter (where is_taken))::integer as taken
    from listed_repositories where integration_id = ${id} and not is_gone
    group by owner order by owner`.execute(database);
  return rows;
}

function remoteIds(ids: readonly string[]): RawBuilder<unknown> {
  return sql`select json_array_elements_text(${jsonForPostgres(ids)}::json)`;
}

function listingFromColumns(row: ListingColumns): Listing {
  return {
    remoteId: row.remote_id,
    owner: row.owner,
    name: row.name,
    webUrl: row.web_url ?? undefined,
    isArchived: row.is_archived,
    isEmpty: row.is_empty,
    isGone: row.is_gone,
    activeAt: row.active_at ?? undefined,
    isTaken: row.is_taken,
    because: row.because === '' ? undefined : (row.because as ChoiceReason),
  };
}
