/** Issues as Jira last told of them. */

import type { IssueKey, JiraSiteId } from '@branchline/domain';
import { sql } from 'kysely';
import type { JiraIssue } from '../../ports/jira-site.ts';
import type { IssueMove, KnownIssue, KnownIssueTable } from '../../ports/store/known-issues.ts';
import { together } from './database.ts';
import type { Database } from './database.ts';
import { jsonForPostgres } from './json.ts';

export function knownIssueTable(database: Database): KnownIssueTable {
  return {
    find: (site, keys) => find(database, site, keys),
    async keysOf(site, jiraIds) {
      if (jiraIds.length === 0) return new Map();
      const query = database.selectFrom('known_issues').select(['jira_id', 'key']).where('jira_site_id', '=', site);
      const rows = await query.where('jira_id', 'in', jiraIds).execute();
      return new Map(rows.map((row) => [row.jira_id, row.key as IssueKey]));
    },
    save: (site, issues, at) => save(database, site, issues, at),
    async forget(site, keys) {
      if (keys.length === 0) return;
      await database.deleteFrom('known_issues').where('jira_site_id', '=', site).where('key', 'in', keys).execute();
    },
    async forgetReadBefore(moment) {
      const { numDeletedRows } = await database
        .deleteFrom('known_issues')
        .where('read_at', '<', moment)
        .executeTakeFirst();
      return Number(numDeletedRows);
    },
  };
}

async function find(
  database: Database,
  site: JiraSiteId,
  keys: readonly IssueKey[],
): Promise<ReadonlyMap<IssueKey, KnownIssue>> {
  if (keys.length === 0) return new Map();
  const query = database.selectFrom('known_issues').selectAll().where('jira_site_id', '=', site);
  const rows = await query.where('key', 'in', keys).execute();
  return new Map(
    rows.map(({ key, jira_id: id, summary, type, status, read_at: readAt }) => [
      key as IssueKey,
      { id, key: key as IssueKey, summary, type, status, readAt },
    ]),
  );
}

/** An issue under two keys would be two: the row of the former key goes when the present one comes. */
async function save(
  database: Database,
  site: JiraSiteId,
  issues: readonly JiraIssue[],
  at: Date,
): Promise<readonly IssueMove[]> {
  if (issues.length === 0) return [];
  return together(database, async (database) => {
    const told = sql`json_to_recordset(${jsonForPostgres(issues)}::json) as told (
      id text, key text, summary text, type text, status text)`;
    const { rows } = await sql<IssueMove>`
      delete from known_issues as known using ${told}
      where jira_site_id = ${site} and jira_id = told.id and known.key <> told.key and read_at <= ${at}
      returning known.key as former, told.key as present`.execute(database);
    await sql`
      insert into known_issues (jira_site_id, key, jira_id, summary, type, status, read_at)
      select distinct on (told.key) ${site}::integer, told.key, told.id, told.summary, told.type, told.status,
        ${at}::timestamptz
      from ${told}
      where not exists (
        select from known_issues as newer
        where newer.jira_site_id = ${site} and newer.jira_id = told.id and newer.key <> told.key
      )
      on conflict (jira_site_id, key) do update set jira_id = excluded.jira_id, summary = excluded.summary,
        type = excluded.type, status = excluded.status, read_at = excluded.read_at
      where known_issues.read_at <= excluded.read_at`.execute(database);
    return rows;
  });
}
