/** Makes what names certain issues news again, and nothing else. */

import type { IssueKey, JiraSiteId, RepositoryId } from '@branchline/domain';
import { sql } from 'kysely';
import { together } from './database.ts';
import type { Database } from './database.ts';
import { jsonForPostgres } from './json.ts';
import { liveCursor, numberedTables, renumberRows } from './renumber-projects.ts';

/** See `DevelopmentTable.renumberKeys`. Repositories are locked in the order of their ids, so that nobody waits in a circle. */
export async function renumberKeys(
  database: Database,
  keys: readonly IssueKey[],
  quietFor: JiraSiteId | undefined,
): Promise<readonly RepositoryId[]> {
  const { rows } = await sql<{ id: RepositoryId }>`
    select distinct repository_id as id from linked_issue_keys where key in (${wanted(keys)})
    order by repository_id`.execute(database);
  await together(database, async (database) => {
    for (const { id } of rows) await renumberIn(database, id, keys, quietFor);
  });
  return rows.map((row) => row.id);
}

async function renumberIn(
  database: Database,
  repository: RepositoryId,
  keys: readonly IssueKey[],
  quietFor: JiraSiteId | undefined,
): Promise<void> {
  for (const [kind, table] of numberedTables) {
    await renumberRows(database, repository, table, {
      concerned: sql`not removed and id in (
        select entity_id from linked_issue_keys
        where repository_id = ${repository} and kind = ${kind} and key in (${wanted(keys)}))`,
      waits: quietFor === undefined ? sql`true` : sql`sequence > ${liveCursor(repository, quietFor)}`,
    });
  }
}

function wanted(keys: readonly IssueKey[]) {
  return sql`select json_array_elements_text(${jsonForPostgres(keys)}::json)`;
}
