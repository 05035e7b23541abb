/** Leaves keys out of the index that stand only where their project does not want them, and takes them in again. */

import {
  keysThatCount,
  linkSourceOf,
  projectOf,
  sourcePlaces,
  type FoundIn,
  type IssueKey,
  type KeyLink,
  type LinkedKind,
  type LinkSource,
  type ProjectKey,
  type RepositoryId,
} from '@branchline/domain';
import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';
import type { SourceChange } from '../../ports/store/settings.ts';
import { together } from './database.ts';
import type { Database } from './database.ts';
import { projectOfKey } from './project-of-key.ts';
import { liveCursor, numberedTables, renumberRows } from './renumber-projects.ts';
import { notingProjects } from './note-projects.ts';

/** Moments by which links are kept, by the word of `linked_issue_keys`. */
const momentOf = {
  commit: sql`committed_at`,
  branch: sql`(head #>> '{committer,at}')::timestamptz`,
  'pull-request': sql`updated_at`,
} as const;

/** Whether the link, as `ABC-1/title` is kept in rows, may stand in the index of keys. */
export function isShown(link: RawBuilder<unknown>, kind: LinkedKind): RawBuilder<boolean> {
  return sql`not exists (
    select from hidden_link_sources as hidden where hidden.kind = ${kind}
      and hidden.project_key = split_part(${link}, '-', 1) and hidden.found_in = split_part(${link}, '/', 2))`;
}

/** The keys among the links that may stand in the index; asked once for many rows. */
export async function shownKeys(
  database: Database,
  kind: LinkedKind,
): Promise<(links: readonly KeyLink[]) => readonly IssueKey[]> {
  const rows = await database.selectFrom('hidden_link_sources').selectAll().where('kind', '=', kind).execute();
  if (rows.length === 0) return (links) => [...new Set(links.map(({ key }) => key))];
  const off = new Map<string, Set<LinkSource>>();
  for (const row of rows) {
    const source = linkSourceOf(kind, row.found_in as FoundIn);
    if (source === undefined) continue;
    off.set(row.project_key, (off.get(row.project_key) ?? new Set()).add(source));
  }
  return (links) => keysThatCount(kind, links, (key) => off.get(projectOf(key)));
}

/** See `SettingsTable.hideSources`. */
export async function hideSources(
  database: Database,
  projects: readonly ProjectKey[],
  sources: readonly LinkSource[],
): Promise<void> {
  await together(database, async (database) => {
    await sql`delete from hidden_link_sources where project_key = any(${projects}::text[])`.execute(database);
    const places = sources.map((source) => sourcePlaces[source]);
    const rows = projects.flatMap((project) =>
      places.map(({ kind, foundIn }) => ({ project_key: project, kind, found_in: foundIn })),
    );
    if (rows.length > 0) await database.insertInto('hidden_link_sources').values(rows).execute();
  });
}

/** See `SettingsTable.repositoriesWith`. */
export async function repositoriesWith(database: Database, change: SourceChange): Promise<readonly RepositoryId[]> {
  const found = new Set<RepositoryId>();
  for (const [kind, table] of numberedTables) {
    const foundIn = placesIn(kind, change);
    if (foundIn.length === 0) continue;
    const { rows } = await sql<{ id: RepositoryId }>`
      select distinct repository_id as id from ${table} where not removed and ${isConcerned(change, foundIn)}
    `.execute(database);
    for (const { id } of rows) found.add(id);
  }
  return [...found].toSorted((one, other) => one - other);
}

/** See `SettingsTable.followSources`. */
export async function followSources(database: Database, repository: RepositoryId, change: SourceChange): Promise<void> {
  await together(database, async (database) => {
    // Whoever writes rows of the repository holds this lock, so none is missed and none has seen the setting of before.
    await sql`select from repositories where id = ${repository} for update`.execute(database);
    for (const [kind, table, sendable] of numberedTables) {
      const foundIn = placesIn(kind, change);
      if (foundIn.length === 0) continue;
      const concerned = isConcerned(change, foundIn);
      await reindexKeys(database, repository, kind, table, { ...change, concerned });
      await renumberRows(database, repository, table, {
        concerned: sql`${sendable} and ${concerned}`,
        waits: sql`sequence > ${liveCursor(repository, change.jiraSiteId)}`,
      });
    }
  });
}

/** All keys of the projects in the rows concerned, anew. */
async function reindexKeys(
  database: Database,
  repository: RepositoryId,
  kind: LinkedKind,
  table: RawBuilder<unknown>,
  { projects, concerned }: SourceChange & { readonly concerned: RawBuilder<boolean> },
): Promise<void> {
  const ofProjects = (key: RawBuilder<unknown>) => sql`${projectOfKey(key)} = any(${projects}::text[])`;
  await sql`
    delete from linked_issue_keys
    where repository_id = ${repository} and kind = ${kind} and ${ofProjects(sql.ref('key'))}
      and entity_id in (select id from ${table} where repository_id = ${repository} and not removed and ${concerned})
  `.execute(database);
  const links = sql`
    insert into linked_issue_keys (key, at, kind, entity_id, repository_id)
    select distinct split_part(link, '/', 1), ${momentOf[kind]}, ${kind}, id, ${repository}::integer
    from ${table}, string_to_table(links, ' ') as link
    where repository_id = ${repository} and not removed and ${concerned} and ${ofProjects(sql.ref('link'))}
      and ${isShown(sql.ref('link'), kind)}`;
  const written =
    kind === 'commit' ? sql`with linked as (${links} returning key, at) ${notingProjects(repository)}` : links;
  await written.execute(database);
}

function placesIn(kind: LinkedKind, { changed }: SourceChange): readonly FoundIn[] {
  return changed.map((source) => sourcePlaces[source]).flatMap((place) => (place.kind === kind ? [place.foundIn] : []));
}

/** Whether a key of the projects stands in one of the places. */
function isConcerned({ projects }: SourceChange, foundIn: readonly FoundIn[]): RawBuilder<boolean> {
  return sql`exists (
    select from string_to_table(links, ' ') as found
    where split_part(found, '-', 1) = any(${projects}::text[]) and split_part(found, '/', 2) = any(${foundIn}::text[]))`;
}
