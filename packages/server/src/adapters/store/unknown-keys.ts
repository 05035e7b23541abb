/** When to ask Jira again about keys that it did not know. */

import type { IssueKey, JiraSiteId } from '@branchline/domain';
import { sql } from 'kysely';
import type { Database } from './database.ts';
import { jsonForPostgres } from './json.ts';

/** See `PushTable.unknownKeysToTry`. */
export async function unknownKeysToTry(
  database: Database,
  site: JiraSiteId,
  now: Date,
  limit: number,
): Promise<readonly IssueKey[]> {
  const { rows } = await sql<{ key: IssueKey }>`
    select key from unknown_issue_keys where jira_site_id = ${site} and (next_try_at is null or next_try_at <= ${now})
    order by next_try_at nulls first, key limit ${limit}`.execute(database);
  return rows.map((row) => row.key);
}

/** See `PushTable.putOffUnknownKeys`. */
export async function putOffUnknownKeys(
  database: Database,
  site: JiraSiteId,
  keys: readonly IssueKey[],
  now: Date,
  pause: { readonly leastSeconds: number; readonly mostSeconds: number },
): Promise<void> {
  if (keys.length === 0) return;
  const { leastSeconds, mostSeconds } = pause;
  await sql`
    update unknown_issue_keys set next_try_at = ${now}::timestamptz + least(
      greatest(${now}::timestamptz - first_seen_at, make_interval(secs => ${leastSeconds})),
      make_interval(secs => ${mostSeconds}))
    where jira_site_id = ${site} and key in (select json_array_elements_text(${jsonForPostgres(keys)}::json))
  `.execute(database);
}

/** See `PushTable.sitesToTryAgain`. */
export async function sitesToTryAgain(database: Database, now: Date): Promise<readonly JiraSiteId[]> {
  const { rows } = await sql<{ id: JiraSiteId }>`
    select id from jira_sites
    where paused_because is null and exists (
      select 1 from unknown_issue_keys where jira_site_id = jira_sites.id and (next_try_at is null or next_try_at <= ${now})
    )
    order by id`.execute(database);
  return rows.map((row) => row.id);
}
