/** Issues by branch and repository, for Jira's search. */

import { sql } from 'kysely';
import type { JqlIssue, JqlIssueTable } from '../../ports/store/jql-issues.ts';
import type { Database } from './database.ts';
import { textForPostgres } from './json.ts';

export function jqlIssueTable(database: Database): JqlIssueTable {
  return {
    async inBranch(name, repositories, limit) {
      const wanted = textForPostgres(name);
      const { rows } = await sql<JqlIssue>`
        with named as (
          select repository_id, sequence, links from branches where name = ${wanted} and not removed
          union all
          select repository_id, sequence, links from pull_requests where source ->> 'branch' = ${wanted} and not removed
        )
        select split_part(link, '/', 1) as key, repository_id as "repositoryId"
        from named, string_to_table(links, ' ') as link
        where repository_id = any(${sql.val(repositories)}::integer[]) and link <> ''
        group by 1, 2 order by max(sequence) desc, 1, 2 limit ${limit}`.execute(database);
      return rows;
    },
    async inRepositories(repositories, limit) {
      const { rows } = await sql<JqlIssue>`
        select key, repository_id as "repositoryId" from linked_issue_keys
        where repository_id = any(${sql.val(repositories)}::integer[])
        group by key, repository_id order by max(at) desc, key, repository_id limit ${limit}`.execute(database);
      return rows;
    },
  };
}
