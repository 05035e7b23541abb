/** Keeps which tags contain a commit, in groups: a new tag on top rewrites a handful of rows and not the history. */

import type { Containment, RepositoryId } from '@branchline/domain';
import { sql } from 'kysely';
import { together } from './database.ts';
import type { Database } from './database.ts';
import { jsonForPostgres } from './json.ts';

interface Group {
  /** The kept group that most of these commits are in; undefined when a new row is needed. */
  readonly id: number | undefined;
  readonly containment: Containment;
}

/** See `DevelopmentTable.saveContainments`. */
export async function saveContainments(
  database: Database,
  repository: RepositoryId,
  groups: readonly Containment[],
): Promise<void> {
  await together(database, async (database) => {
    const places = await keptPlaces(database, repository);
    const matched = matchGroups(groups, places);
    const ids = await saveGroups(database, repository, matched);
    const moved = groups.flatMap((group, index) => {
      const id = ids[index];
      return group.commits.filter((hash) => places.get(hash) !== id).map((hash) => [hash, id]);
    });
    await savePlaces(database, repository, moved);
    await removeOtherGroups(database, repository, ids);
  });
}

/** The largest agreement first; each kept group is taken once. */
export function matchGroups(groups: readonly Containment[], places: ReadonlyMap<string, number>): readonly Group[] {
  const overlaps = groups.flatMap((group, index) => {
    const counts = Map.groupBy(group.commits, (hash) => places.get(hash));
    return [...counts].flatMap(([id, commits]) => (id === undefined ? [] : [{ index, id, count: commits.length }]));
  });
  const idByIndex = new Map<number, number>();
  const taken = new Set<number>();
  for (const { index, id } of overlaps.sort((a, b) => b.count - a.count)) {
    if (taken.has(id) || idByIndex.has(index)) continue;
    taken.add(id);
    idByIndex.set(index, id);
  }
  return groups.map((containment, index) => ({ id: idByIndex.get(index), containment }));
}

async function keptPlaces(database: Database, repository: RepositoryId): Promise<ReadonlyMap<string, number>> {
  const { rows } = await sql<{ hash: string; containment_id: number }>`
    select encode(hash, 'hex') as hash, containment_id
    from commits join commit_containments on commit_id = commits.id
    where repository_id = ${repository}`.execute(database);
  return new Map(rows.map((row) => [row.hash, row.containment_id]));
}

/** The ids of the groups, in their order. */
async function saveGroups(
  database: Database,
  repository: RepositoryId,
  groups: readonly Group[],
): Promise<readonly number[]> {
  const rows = groups.map(({ id, containment }) => ({
    id: id ?? null,
    on_default_branch: containment.onDefaultBranch,
    tags: containment.tags,
  }));
  const saved = await sql<{ id: number }>`
    with incoming as (
      select coalesce(row.id, nextval(pg_get_serial_sequence('containments', 'id'))) as id, row.id is null as is_new,
        on_default_branch, array(select json_array_elements_text(tags)) as tags, place
      from rows from (json_to_recordset(${jsonForPostgres(rows)}::json) as (
        id integer, on_default_branch boolean, tags json)) with ordinality as row (id, on_default_branch, tags, place)
    ), added as (
      insert into containments (id, repository_id, on_default_branch, tags)
      overriding system value
      select id, ${repository}, on_default_branch, tags from incoming where is_new
    ), changed as (
      update containments set on_default_branch = incoming.on_default_branch, tags = incoming.tags
      from incoming
      where containments.id = incoming.id and not is_new
        and (containments.on_default_branch, containments.tags) <> (incoming.on_default_branch, incoming.tags)
    )
    select id::integer as id from incoming order by place`.execute(database);
  return saved.rows.map((row) => row.id);
}

async function savePlaces(
  database: Database,
  repository: RepositoryId,
  moved: readonly (readonly unknown[])[],
): Promise<void> {
  if (moved.length === 0) return;
  await sql`
    insert into commit_containments (commit_id, containment_id)
    select commits.id, (place ->> 1)::integer
    from json_array_elements(${jsonForPostgres(moved)}::json) as place
    join commits on repository_id = ${repository} and hash = decode(place ->> 0, 'hex')
    on conflict (commit_id) do update set containment_id = excluded.containment_id`.execute(database);
}

async function removeOtherGroups(database: Database, repository: RepositoryId, ids: readonly number[]): Promise<void> {
  await sql`
    with gone as (
      delete from containments where repository_id = ${repository} and id <> all(${ids}::integer[]) returning id
    )
    delete from commit_containments using commits, gone
    where commit_id = commits.id and repository_id = ${repository} and containment_id = gone.id`.execute(database);
}
