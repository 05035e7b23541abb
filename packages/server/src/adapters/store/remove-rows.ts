/** Removes what indexing wrote for some repositories: rows that carry no foreign keys and go only when they are told. */

import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';
import type { Database } from './database.ts';

/** Tables whose rows name their repository. */
const tablesOfRepositories = ['linked_issue_keys', 'commits', 'branches', 'pull_requests'];

/** `which` is a condition on the table `repositories`. Call it in the transaction that removes them. */
export async function removeDevelopmentRows(database: Database, which: RawBuilder<unknown>): Promise<void> {
  const repositories = sql`(select id from repositories where ${which})`;
  const commits = sql`(select id from commits where repository_id in ${repositories})`;
  // Rows are numbered under this lock: what is being written now is seen and removed, and nothing comes after it.
  await sql`select from repositories where ${which} for update`.execute(database);
  for (const table of ['commit_files', 'commit_containments']) {
    await sql`delete from ${sql.table(table)} where commit_id in ${commits}`.execute(database);
  }
  for (const table of tablesOfRepositories) {
    await sql`delete from ${sql.table(table)} where repository_id in ${repositories}`.execute(database);
  }
}
