/** What is kept with Jira's issues, and what is to be written. */

import type { IssueKey } from '@branchline/domain';
import { sql } from 'kysely';
import type { IssueGitSummary, IssuePropertyTable } from '../../ports/store/issue-properties.ts';
import { together, type Database } from './database.ts';
import { jsonForPostgres } from './json.ts';

export function issuePropertyTable(database: Database): IssuePropertyTable {
  return {
    wish: (site, keys, known) =>
      together(database, async (database) => {
        // In one order, so that two that wish at once wait for each other and no more.
        await sql`
          insert into issue_properties (jira_site_id, key, wished_at)
          select ${site}, key, clock_timestamp()
          from (select distinct key from json_array_elements_text(${jsonForPostgres(keys)}::json) as key) as wished
          order by key
          on conflict (jira_site_id, key) do update set wished_at = excluded.wished_at`.execute(database);
        await sql`
          update issue_properties set wished_at = clock_timestamp()
          where jira_site_id = ${site} and saved is not null
            and key in (select json_array_elements_text(${jsonForPostgres(known)}::json))`.execute(database);
      }),
    async wished(site, limit) {
      const { rows } = await sql<{ key: IssueKey; wishedAt: Date; saved: IssueGitSummary | null }>`
        select key, wished_at as "wishedAt", saved from issue_properties
        where jira_site_id = ${site} and wished_at is not null
        order by wished_at, key limit ${limit}`.execute(database);
      return rows.map((row) => ({ ...row, saved: row.saved ?? undefined }));
    },
    async fulfil(site, { key, wishedAt }, saved) {
      const value = saved === undefined ? null : jsonForPostgres(saved);
      // Moments have microseconds here and milliseconds there.
      await sql`
        update issue_properties set saved = ${value}::jsonb,
          wished_at = case when date_trunc('milliseconds', wished_at) = ${wishedAt} then null else wished_at end
        where jira_site_id = ${site} and key = ${key}`.execute(database);
    },
  };
}
