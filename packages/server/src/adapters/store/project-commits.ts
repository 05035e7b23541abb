/** Finds the newest commits of a project across thousands of repositories: only those that can have one are looked at. */

import type { RepositoryId } from '@branchline/domain';
import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';
import type { CommitPlace, CommitStretch, ProjectNames } from '../../ports/store/linked-history.ts';
import type { Database } from './database.ts';
import { projectOfKey } from './project-of-key.ts';

/** Whether a link stands after a place; the index by time needs the moment by itself. */
export function isAfter(after: CommitPlace | undefined): RawBuilder<boolean> {
  if (after === undefined) return sql<boolean>`true`;
  return sql<boolean>`at <= ${after.at} and (at, entity_id) < (${after.at}, ${after.id})`;
}

/** As the index `linked_commits_by_project` has it. */
const project = projectOfKey(sql.ref('key'));

/**
 * Rows of `at`, `entity_id` and `repository_id`, perhaps more than asked for. Each of the repositories whose newest
 * comes first has at least one, so that the others cannot be needed to fill the stretch.
 */
export async function commitsOfProject(
  database: Database,
  { projects, moved }: ProjectNames,
  repositories: readonly RepositoryId[],
  { after, limit }: CommitStretch,
): Promise<RawBuilder<unknown>> {
  const { rows } = await sql<{ readonly id: RepositoryId }>`
    select seen.id from unnest(${repositories}::integer[]) as seen (id)
    cross join lateral (
      select max(newest) as at from unnest(${projects}::text[]) as named (project) cross join lateral (
        select at as newest from linked_issue_keys
        where kind = 'commit' and ${project} = named.project and repository_id = seen.id and ${isAfter(after)}
        order by at desc, entity_id desc limit 1
      ) as one
    ) as newest
    where newest.at is not null order by newest.at desc, seen.id limit ${limit}`.execute(database);
  const among = rows.map(({ id }) => id);
  return sql`
    select distinct at, entity_id, repository_id from (
      select newest.* from unnest(${among}::integer[]) as seen (id), unnest(${projects}::text[]) as named (project)
      cross join lateral (
        select distinct at, entity_id, repository_id from linked_issue_keys
        where kind = 'commit' and ${project} = named.project and repository_id = seen.id and ${isAfter(after)}
        order by at desc, entity_id desc limit ${limit}
      ) as newest
      union all
      select at, entity_id, repository_id from linked_issue_keys
      where kind = 'commit' and key = any(${moved}::text[]) and repository_id = any(${repositories}::integer[])
        and ${isAfter(after)}
    ) as link
    order by at desc, entity_id desc limit ${limit}`;
}

/** Goes from one repository to the next in the index, past all commits of each. */
export async function repositoriesOfProject(
  database: Database,
  { projects, moved }: ProjectNames,
): Promise<readonly RepositoryId[]> {
  const { rows } = await sql<{ readonly id: RepositoryId }>`
    with recursive found (project, id) as (
      select named.project, first.id from unnest(${projects}::text[]) as named (project)
      cross join lateral (
        select min(repository_id) as id from linked_issue_keys where kind = 'commit' and ${project} = named.project
      ) as first
      union all
      select found.project, next.id from found
      cross join lateral (
        select min(repository_id) as id from linked_issue_keys
        where kind = 'commit' and ${project} = found.project and repository_id > found.id
      ) as next
      where found.id is not null
    )
    select id from found where id is not null
    union
    select repository_id from linked_issue_keys where kind = 'commit' and key = any(${moved}::text[])
    order by id`.execute(database);
  return rows.map(({ id }) => id);
}
