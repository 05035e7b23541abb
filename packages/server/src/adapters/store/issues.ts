/** The read side: what the issue view and the list of issues ask. */

import type { IssueKey, RepositoryId } from '@branchline/domain';
import { sql } from 'kysely';
import type { IssueTable } from '../../ports/store/issues.ts';
import type { Database } from './database.ts';
import { issueDevelopment } from './issue-development.ts';
import { issuePage } from './issue-page.ts';

export function issueTable(database: Database): IssueTable {
  return {
    development: (key: IssueKey, visible, limit) => issueDevelopment(database, key, visible, limit),
    page: (visible, search, cursor, limit) => issuePage(database, visible, { search, cursor, limit }),
    counts: (repository) => counts(database, repository),
    totals: () => totals(database),
  };
}

async function counts(
  database: Database,
  repository: RepositoryId,
): Promise<{ readonly issues: number; readonly commits: number; readonly branches: number }> {
  const { rows } = await sql<{ issues: number; commits: number; branches: number }>`
    select
      (select count(distinct key) from linked_issue_keys where repository_id = ${repository}) as issues,
      (select count(*) from commits where repository_id = ${repository} and not removed) as commits,
      (select count(*) from branches where repository_id = ${repository} and not removed) as branches
  `.execute(database);
  return rows[0] ?? { issues: 0, commits: 0, branches: 0 };
}

async function totals(database: Database): Promise<{ readonly issues: number; readonly commits: number }> {
  const { rows } = await sql<{ issues: number; commits: number }>`
    select
      (select count(distinct key) from linked_issue_keys) as issues,
      (select count(*) from commits where files_read and not removed) +
      (select count(*) from commits where not files_read and not removed) as commits`.execute(database);
  return rows[0] ?? { issues: 0, commits: 0 };
}
