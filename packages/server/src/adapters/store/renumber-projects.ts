/** Makes rows news again after a decision of people, without making them events again. */

import type { JiraSiteId, RepositoryId } from '@branchline/domain';
import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';
import type { SightChange } from '../../ports/store/development.ts';
import { together } from './database.ts';
import type { Database } from './database.ts';
import { takeNumbers } from './number-rows.ts';
import { projectOfKey, sees, sightChanges } from './project-of-key.ts';

/** Where rows are, and which of them may be sent; by the word of `linked_issue_keys`. */
export const numberedTables = [
  ['commit', sql.table('commits'), sql`files_read and not removed`],
  ['branch', sql.table('branches'), sql`not removed`],
  ['pull-request', sql.table('pull_requests'), sql`not removed`],
] as const;

/** See `DevelopmentTable.renumber`. What was removed keeps its number: no site can have taken it for newer. */
export async function renumber(database: Database, repository: RepositoryId, site: JiraSiteId): Promise<void> {
  await together(database, async (database) => {
    for (const [, table, sendable] of numberedTables) {
      await renumberRows(database, repository, table, {
        concerned: sendable,
        waits: sql`sequence > ${liveCursor(repository, site)}`,
      });
    }
  });
}

/** See `DevelopmentTable.renumberProjects`. Repositories are locked in the order of their ids, one after the other. */
export async function renumberProjects(
  database: Database,
  repositories: readonly RepositoryId[],
  site: JiraSiteId,
  change: SightChange,
): Promise<readonly RepositoryId[]> {
  const { rows } = await sql<{ id: RepositoryId }>`
    select id from unnest(${repositories}::integer[]) as id
    where exists (select from linked_issue_keys where repository_id = id and ${isConcerned(site, change)})
    order by id`.execute(database);
  await together(database, async (database) => {
    for (const { id } of rows) await renumberSight(database, id, site, change);
  });
  return rows.map((row) => row.id);
}

async function renumberSight(
  database: Database,
  repository: RepositoryId,
  site: JiraSiteId,
  change: SightChange,
): Promise<void> {
  const project = projectOfKey(sql.ref('key'));
  for (const [kind, table, sendable] of numberedTables) {
    const withKey = (condition: RawBuilder<boolean>) => sql`id in (
      select entity_id from linked_issue_keys
      where repository_id = ${repository} and kind = ${kind} and ${condition})`;
    await renumberRows(database, repository, table, {
      concerned: sql`${sendable} and ${withKey(isConcerned(site, change))}`,
      waits: sql`sequence > ${liveCursor(repository, site)} and ${withKey(sees(change.before, project))}`,
    });
  }
}

/**
 * Whether sight of the key changed. What an issue or project is called today may decide in place of what was written: the
 * few keys that were ever renamed are always concerned.
 */
function isConcerned(site: JiraSiteId, change: SightChange): RawBuilder<boolean> {
  const project = projectOfKey(sql.ref('key'));
  return sql`(${sightChanges(change, project)}
    or key in (select former_key from issue_aliases where jira_site_id = ${site})
    or ${project} in (
      select unnest(array[former_key, present_key]) from former_projects where jira_site_id = ${site}))`;
}

/** Rows that wait keep their stream; the others go out as history. */
export async function renumberRows(
  database: Database,
  repository: RepositoryId,
  table: RawBuilder<unknown>,
  { concerned, waits }: { readonly concerned: RawBuilder<unknown>; readonly waits: RawBuilder<unknown> },
): Promise<void> {
  await sql`
    with placed as (
      select id, live and ${waits} as stays_live, row_number() over (order by sequence) as place from ${table}
      where repository_id = ${repository} and ${concerned}
    ), numbered as (${takeNumbers(repository, sql`(select count(*) from placed)`)})
    update ${table} as renumbered set sequence = base + place, live = stays_live
    from numbered, placed where renumbered.id = placed.id`.execute(database);
}

/** A site that was never sent anything has seen no event: for it everything there is is history. */
export function liveCursor(repository: RepositoryId, site: JiraSiteId): RawBuilder<number> {
  return sql`coalesce((
    select sequence from push_cursors
    where repository_id = ${repository} and jira_site_id = ${site} and stream = 'live'), 'infinity'::float8)`;
}

/** See `DevelopmentTable.lastNumber`. */
export async function lastNumber(database: Database, repository: RepositoryId): Promise<number> {
  const query = database.selectFrom('repositories').select('last_sequence').where('id', '=', repository);
  return (await query.executeTakeFirst())?.last_sequence ?? 0;
}
