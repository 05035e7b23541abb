/** The read side: what the issue view and the list of issues ask. */

import type { IntegrationId, IssueKey, ProjectKey, RepositoryId } from '@branchline/domain';
import { sql } from 'kysely';
import type { IssueCounts, IssueTable, Naming } from '../../ports/store/issues.ts';
import type { Database } from './database.ts';
import { issueDevelopment } from './issue-development.ts';
import { issuePage, summaries } from './issue-page.ts';
import { jsonForPostgres } from './json.ts';

export function issueTable(database: Database): IssueTable {
  return {
    development: (key, visible, limit, formerKeys = []) =>
      issueDevelopment(database, [{ keys: [key, ...formerKeys], repositories: visible }], limit),
    developmentOf: (groups, limit) => issueDevelopment(database, groups, limit),
    namings: (keys) => namings(database, keys),
    page: (visible, search, cursor, limit) => issuePage(database, visible, { search, cursor, limit }),
    summaries: async (visible, keys) =>
      (await summaries(database, visible, keys)).filter((each) => each.repositoryCount > 0),
    naming: (visible, keys) => naming(database, visible, keys),
    carried: (keys) => carried(database, keys),
    carriedOf: (projects) => carriedOf(database, projects),
    counts: (repository) => counts(database, repository),
    countsOfIntegration: (integration) => countsOfIntegration(database, integration),
    totals: () => totals(database),
  };
}

async function counts(database: Database, repository: RepositoryId): Promise<IssueCounts> {
  const { rows } = await sql<IssueCounts>`
    select
      (select count(distinct key) from linked_issue_keys where repository_id = ${repository}) as issues,
      (select count(*) from commits where repository_id = ${repository} and not removed) as commits,
      (select count(*) from branches where repository_id = ${repository} and not removed) as branches,
      (select count(*) from pull_requests where repository_id = ${repository} and not removed) as "pullRequests"
  `.execute(database);
  return rows[0] ?? { issues: 0, commits: 0, branches: 0, pullRequests: 0 };
}

async function countsOfIntegration(database: Database, integration: IntegrationId) {
  type Counts = Awaited<ReturnType<IssueTable['countsOfIntegration']>>;
  const those = sql`repository_id in (select id from repositories where integration_id = ${integration})`;
  const { rows } = await sql<Counts>`
    select
      (select count(*) from repositories where integration_id = ${integration}) as repositories,
      (select count(*) from commits where ${those} and not removed) as commits,
      (select count(*) from branches where ${those} and not removed) as branches,
      (select count(*) from pull_requests where ${those} and not removed) as "pullRequests"`.execute(database);
  return rows[0] ?? { repositories: 0, commits: 0, branches: 0, pullRequests: 0 };
}

async function naming(
  database: Database,
  visible: readonly RepositoryId[],
  keys: readonly IssueKey[],
): Promise<readonly RepositoryId[]> {
  const { rows } = await sql<{ id: RepositoryId }>`
    select distinct repository_id as id from linked_issue_keys
    where key = any(${keys}::text[]) and repository_id = any(${visible}::integer[]) order by id`.execute(database);
  return rows.map(({ id }) => id);
}

async function namings(database: Database, keys: readonly IssueKey[]): Promise<readonly Naming[]> {
  if (keys.length === 0) return [];
  const { rows } = await sql<Naming>`
    select key, repository_id as id, integration_id as "integrationId"
    from (select distinct key, repository_id from linked_issue_keys where key = any(${keys}::text[])) as naming
    join repositories on repositories.id = repository_id
    order by id, key`.execute(database);
  return rows;
}

async function carried(database: Database, keys: readonly IssueKey[]): Promise<ReadonlySet<IssueKey>> {
  if (keys.length === 0) return new Set();
  const { rows } = await sql<{ key: IssueKey }>`
    select wanted.key from json_array_elements_text(${jsonForPostgres([...new Set(keys)])}::json) as wanted (key)
    where exists (select from linked_issue_keys as link where link.key = wanted.key)`.execute(database);
  return new Set(rows.map(({ key }) => key));
}

/** Keys of `ABC` lie between `ABC-` and `ABC.`, which is the next character. */
async function carriedOf(database: Database, projects: readonly ProjectKey[]): Promise<readonly IssueKey[]> {
  if (projects.length === 0) return [];
  const { rows } = await sql<{ key: IssueKey }>`
    select distinct link.key
    from json_array_elements_text(${jsonForPostgres([...new Set(projects)])}::json) as project
    join linked_issue_keys as link on link.key >= project || '-' collate "C" and link.key < project || '.' collate "C"
    order by link.key`.execute(database);
  return rows.map(({ key }) => key);
}

async function totals(database: Database): Promise<Omit<IssueCounts, 'branches'>> {
  const { rows } = await sql<Omit<IssueCounts, 'branches'>>`
    select
      (select count(*) from (select key from linked_issue_keys group by key) as known) as issues,
      (select count(*) from commits where files_read and not removed) +
      (select count(*) from commits where not files_read and not removed) as commits,
      (select count(*) from pull_requests where not removed) as "pullRequests"`.execute(database);
  return rows[0] ?? { issues: 0, commits: 0, pullRequests: 0 };
}
