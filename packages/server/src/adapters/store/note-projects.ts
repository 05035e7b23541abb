/** Notes of which projects a repository has commits, so that nobody has to look through thousands for those of one. */

import type { RepositoryId } from '@branchline/domain';
import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';
import type { Database } from './database.ts';
import { projectOfKey } from './project-of-key.ts';

/** The last part of a statement, behind a part named `linked` with the `key` and `at` of each link it has written. */
export function notingProjects(repository: RepositoryId | RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`
    insert into project_repositories as noted (project, repository_id, newest_at)
    select ${projectOfKey(sql.ref('key'))}, ${repository}::integer, max(at) from linked group by 1
    ${unlessNewer}`;
}

const unlessNewer = sql`
  on conflict (project, repository_id) do update set newest_at = excluded.newest_at
  where noted.newest_at < excluded.newest_at`;

/** See `LinkedHistoryTable.noteProjects`. */
export async function noteAllProjects(database: Database): Promise<void> {
  await sql`
    insert into project_repositories as noted (project, repository_id, newest_at)
    select ${projectOfKey(sql.ref('key'))}, repository_id, max(at) from linked_issue_keys
    where kind = 'commit' and repository_id in (select id from repositories) group by 1, 2
    ${unlessNewer}`.execute(database);
}
