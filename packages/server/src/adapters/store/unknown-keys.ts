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

/** See `PushTable.unknownAmong`. */
export async function unknownAmong(
  database: Database,
  site: JiraSiteId,
  keys: readonly IssueKey[],
): Promise<readonly IssueKey[]> {
  if (keys.length === 0) return [];
  const { rows } = await sql<{ key: IssueKey }>`
    select key from unknown_issue_keys
    where jira_site_id = ${site} and key in (select json_array_elements_text(${jsonForPostgres(keys)}::json))
    order by key`.execute(database);
  return rows.map((row) => row.key);
}

/** See `PushTable.forgetUncarriedKeys`. What is sent is the present key; what names it may do so by a former one. */
export async function forgetUncarriedKeys(database: Database, site: JiraSiteId): Promise<number> {
  const { numAffectedRows = 0n } = await sql`
    delete from unknown_issue_keys as unknown
    where jira_site_id = ${site}
      and not exists (select from linked_issue_keys as link where link.key = unknown.key)
      and not exists (
        select from issue_aliases as alias join linked_issue_keys as link on link.key = former_key
        where alias.jira_site_id = ${site} and present_key = unknown.key
      )
      and not exists (
        select from former_projects as project
        join linked_issue_keys as link on link.key = former_key || substring(unknown.key from '-[0-9]+$')
        where project.jira_site_id = ${site} and present_key = regexp_replace(unknown.key, '-[0-9]+$', '')
      )`.execute(database);
  return Number(numAffectedRows);
}
