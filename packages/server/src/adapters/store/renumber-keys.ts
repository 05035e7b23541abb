/** Makes what names certain issues news again, and nothing else. */

import type { IssueKey, RepositoryId } from '@branchline/domain';
import { sql } from 'kysely';
import { together } from './database.ts';
import type { Database } from './database.ts';
import { jsonForPostgres } from './json.ts';
import { takeNumbers } from './number-rows.ts';

const tables = { commit: 'commits', branch: 'branches', 'pull-request': 'pull_requests' } as const;

/** See `DevelopmentTable.renumberKeys`. Repositories are locked in the order of their ids, so that nobody waits in a circle. */
export async function renumberKeys(database: Database, keys: readonly IssueKey[]): Promise<readonly RepositoryId[]> {
  const { rows } = await sql<{ id: RepositoryId }>`
    select distinct repository_id as id from linked_issue_keys where key in (${wanted(keys)})
    order by repository_id`.execute(database);
  await together(database, async (database) => {
    for (const { id } of rows) await renumberIn(database, id, keys);
  });
  return rows.map((row) => row.id);
}

async function renumberIn(database: Database, repository: RepositoryId, keys: readonly IssueKey[]): Promise<void> {
  for (const [kind, name] of Object.entries(tables)) {
    const table = sql.table(name);
    await sql`
      with placed as (
        select id, row_number() over (order by sequence) as place from ${table}
        where repository_id = ${repository} and not removed and id in (
          select entity_id from linked_issue_keys
          where repository_id = ${repository} and kind = ${kind} and key in (${wanted(keys)})
        )
      ), numbered as (${takeNumbers(repository, sql`(select count(*) from placed)`)})
      update ${table} as renumbered set sequence = base + place
      from numbered, placed where renumbered.id = placed.id`.execute(database);
  }
}

function wanted(keys: readonly IssueKey[]) {
  return sql`select json_array_elements_text(${jsonForPostgres(keys)}::json)`;
}
