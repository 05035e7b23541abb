/** What changed in a repository after a number: the batches that are sent to Jira. */

import type {
  DescribedBranch,
  DescribedCommit,
  DescribedPullRequest,
  DevelopmentBatch,
  Linked,
  RepositoryId,
} from '@branchline/domain';
import { sql } from 'kysely';
import type { PushStream } from '../../ports/store/pushes.ts';
import { branchFromColumns } from './branches.ts';
import type { BranchColumns } from './branches.ts';
import { commitColumns, commitFromColumns } from './commit-columns.ts';
import type { CommitColumns } from './commit-columns.ts';
import { filesFromColumns } from './commit-files.ts';
import type { FilesColumns } from './commit-files.ts';
import type { Database } from './database.ts';
import { keysFromText, linksFromText } from './linked-keys.ts';
import { pullRequestColumns, pullRequestFromColumns } from './pull-request-columns.ts';
import type { PullRequestColumns } from './pull-request-columns.ts';

interface NumberedColumns {
  readonly sequence: number;
  readonly removed: boolean;
  readonly live: boolean;
  readonly links: string;
}

/** See `DevelopmentTable.changedAfter`. Commits that only a payload told of have no files. Files beyond the first ten are left out: Jira's API takes 10 a commit. */
export async function changedAfter(
  database: Database,
  repository: RepositoryId,
  stream: PushStream,
  sequence: number,
  limit: number,
): Promise<DevelopmentBatch> {
  const commits = await changedCommits(database, repository, stream, sequence, limit);
  const branches = await changedBranches(database, repository, stream, sequence, limit);
  const pullRequests = await changedPullRequests(database, repository, stream, sequence, limit);
  const numbers = [...commits, ...branches, ...pullRequests].map((row) => row.sequence).sort((a, b) => a - b);
  const upTo = numbers[Math.min(limit, numbers.length) - 1] ?? sequence;
  return {
    commits: commits.filter((row) => row.sequence <= upTo),
    branches: branches.filter((row) => row.sequence <= upTo),
    pullRequests: pullRequests.filter((row) => row.sequence <= upTo),
    upTo,
    more: numbers.length >= limit,
  };
}

/** See `DevelopmentTable.countChangedAfter`. */
export async function countChangedAfter(
  database: Database,
  repository: RepositoryId,
  stream: PushStream,
  sequence: number,
): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select
      (select count(*) from commits where repository_id = ${repository} and live = ${stream === 'live'} and sequence > ${sequence} and files_read) +
      (select count(*) from branches where repository_id = ${repository} and live = ${stream === 'live'} and sequence > ${sequence}) +
      (select count(*) from pull_requests where repository_id = ${repository} and live = ${stream === 'live'} and sequence > ${sequence}) as count
  `.execute(database);
  return rows[0]?.count ?? 0;
}

async function changedCommits(
  database: Database,
  repository: RepositoryId,
  stream: PushStream,
  sequence: number,
  limit: number,
): Promise<readonly Linked<DescribedCommit>[]> {
  // The limit stands before the join: a join planned from stale statistics would read the whole history.
  const { rows } = await sql<NumberedColumns & CommitColumns & FilesColumns>`
    with commits as materialized (
      select * from commits
      where repository_id = ${repository} and live = ${stream === 'live'} and sequence > ${sequence} and files_read
      order by sequence limit ${limit}
    )
    select sequence, removed, live, links, ${commitColumns},
      coalesce(jsonb_path_query_array(files, '$[0 to 9]'), '[]') as files, coalesce(file_count, 0) as file_count,
      coalesce(lines_added, 0) as lines_added, coalesce(lines_removed, 0) as lines_removed,
      coalesce(unreadable, false) as unreadable
    from commits left join lateral (
      select * from commit_files where commit_id = commits.id limit 1
    ) as described on true
    order by sequence`.execute(database);
  return rows.map((row) => {
    const files = filesFromColumns(row.hash, row);
    return linked(row, { commit: commitFromColumns(row), files, live: row.live });
  });
}

async function changedBranches(
  database: Database,
  repository: RepositoryId,
  stream: PushStream,
  sequence: number,
  limit: number,
): Promise<readonly Linked<DescribedBranch>[]> {
  const { rows } = await sql<NumberedColumns & BranchColumns>`
    select sequence, removed, live, links, name, head, is_default, ahead, behind, merged
    from branches
    where repository_id = ${repository} and live = ${stream === 'live'} and sequence > ${sequence}
    order by sequence limit ${limit}`.execute(database);
  return rows.map((row) => linked(row, { branch: branchFromColumns(row), live: row.live }));
}

async function changedPullRequests(
  database: Database,
  repository: RepositoryId,
  stream: PushStream,
  sequence: number,
  limit: number,
): Promise<readonly Linked<DescribedPullRequest>[]> {
  const { rows } = await sql<NumberedColumns & PullRequestColumns>`
    select sequence, removed, live, links, ${pullRequestColumns}
    from pull_requests
    where repository_id = ${repository} and live = ${stream === 'live'} and sequence > ${sequence}
    order by sequence limit ${limit}`.execute(database);
  return rows.map((row) => linked(row, { pullRequest: pullRequestFromColumns(row), live: row.live }));
}

function linked<Thing>(row: NumberedColumns, thing: Thing): Linked<Thing> {
  const { links, sequence, removed } = row;
  return { thing, keys: keysFromText(links), links: linksFromText(links), sequence, removed };
}
