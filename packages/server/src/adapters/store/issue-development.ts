/** Everything about one issue, by repository: a few look-ups by key, however much the house keeps. */

import type { CommitHash, RepositoryId, Tag } from '@branchline/domain';
import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';
import type {
  IssueBranch,
  IssueCommit,
  IssuePullRequest,
  KeyGroup,
  RepositoryDevelopment,
} from '../../ports/store/issues.ts';
import type { RepositoryStanding } from '../../ports/store/repositories.ts';
import { branchFromColumns } from './branches.ts';
import type { BranchColumns } from './branches.ts';
import { commitColumns, commitFromColumns } from './commit-columns.ts';
import type { CommitColumns } from './commit-columns.ts';
import { filesFromColumns } from './commit-files.ts';
import type { FilesColumns } from './commit-files.ts';
import type { Database } from './database.ts';
import { linksFromText } from './linked-keys.ts';
import { checksFrom, type ChecksColumn } from './pull-request-checks.ts';
import { pullRequestColumns, pullRequestFromColumns } from './pull-request-columns.ts';
import type { PullRequestColumns } from './pull-request-columns.ts';
import { standingFromRow } from './repository-row.ts';

/** Tags of an issue that are named; more would be a list nobody reads. */
const tagLimit = 1000;

interface CommitOfIssue extends CommitColumns, FilesColumns {
  readonly repository_id: RepositoryId;
  readonly commit_count: number;
  readonly files_read: boolean;
  readonly from_payload: boolean;
  readonly links: string;
  readonly on_default_branch: boolean | null;
  readonly tags: readonly string[] | null;
}

interface BranchOfIssue extends BranchColumns {
  readonly repository_id: RepositoryId;
  readonly links: string;
}

interface PullRequestOfIssue extends PullRequestColumns {
  readonly repository_id: RepositoryId;
  readonly pull_request_count: number;
  readonly links: string;
  readonly checks: ChecksColumn | null;
}

interface TagOfIssue {
  readonly repository_id: RepositoryId;
  readonly name: string;
  readonly commit: CommitHash;
  readonly annotated: boolean;
  readonly at: Date;
}

/** See `IssueTable.development`; repositories by name. What names several of the keys is there once. */
export async function issueDevelopment(
  database: Database,
  groups: readonly KeyGroup[],
  limit: number,
): Promise<readonly RepositoryDevelopment[]> {
  const looked = groups.filter(({ keys, repositories }) => keys.length > 0 && repositories.length > 0);
  if (looked.length === 0) return [];
  const links = linksOf(looked);
  const [commits, branches, pullRequests] = await Promise.all([
    readCommits(database, links, limit),
    readBranches(database, links),
    readPullRequests(database, links, limit),
  ]);
  const tags = commits.length === 0 ? [] : await readTags(database, links);
  const ids = new Set([...commits, ...branches, ...pullRequests].map((row) => row.repository_id));
  return (await readRepositories(database, [...ids])).map((repository) => {
    const isOfIt = (row: { readonly repository_id: RepositoryId }) => row.repository_id === repository.id;
    const own = commits.filter(isOfIt);
    const ownPullRequests = pullRequests.filter(isOfIt);
    const ownTags = tags.filter(isOfIt);
    return {
      repository,
      commits: own.map((row) => commitOfIssue(row, ownTags)),
      commitCount: own[0]?.commit_count ?? 0,
      branches: branches.filter(isOfIt).map(branchOfIssue),
      pullRequests: ownPullRequests.map(pullRequestOfIssue),
      pullRequestCount: ownPullRequests[0]?.pull_request_count ?? 0,
      tags: ownTags.slice(0, tagLimit).map(tagOfIssue),
    };
  });
}

/** For a `from`: the commits, branches and pull requests that name them, each once. */
export function linksOf(groups: readonly KeyGroup[]): RawBuilder<unknown> {
  const each = groups.map(
    ({ keys, repositories }) => sql`
      select kind, entity_id, repository_id, at from linked_issue_keys
      where key = any(${keys}::text[]) and repository_id = any(${repositories}::integer[])`,
  );
  return sql`(
    select kind, entity_id, repository_id, max(at) as at from (${sql.join(each, sql` union all `)}) as link
    group by kind, entity_id, repository_id
  )`;
}

async function readCommits(
  database: Database,
  links: RawBuilder<unknown>,
  limit: number,
): Promise<readonly CommitOfIssue[]> {
  const { rows } = await sql<CommitOfIssue>`
    select newest.repository_id, commit_count, files_read, from_payload, links, on_default_branch, tags, ${commitColumns},
      files, file_count, lines_added, lines_removed, unreadable
    from (
      select repository_id, entity_id, count(*) over (partition by repository_id) as commit_count,
        row_number() over (partition by repository_id order by at desc, entity_id desc) as place
      from ${links} as link where kind = 'commit'
    ) as newest
    join commits on commits.id = entity_id
    left join commit_files on commit_files.commit_id = entity_id
    left join commit_containments on commit_containments.commit_id = entity_id
    left join containments on containments.id = containment_id
    where place <= ${limit}
    order by newest.repository_id, place`.execute(database);
  return rows;
}

async function readBranches(database: Database, links: RawBuilder<unknown>): Promise<readonly BranchOfIssue[]> {
  const { rows } = await sql<BranchOfIssue>`
    select branches.repository_id, name, head, is_default, ahead, behind, merged, links
    from ${links} as link join branches on branches.id = entity_id
    where kind = 'branch'
    order by at desc, name`.execute(database);
  return rows;
}

async function readPullRequests(
  database: Database,
  links: RawBuilder<unknown>,
  limit: number,
): Promise<readonly PullRequestOfIssue[]> {
  const { rows } = await sql<PullRequestOfIssue>`
    select newest.repository_id, pull_request_count, links, checks, ${pullRequestColumns}
    from (
      select repository_id, entity_id, count(*) over (partition by repository_id) as pull_request_count,
        row_number() over (partition by repository_id order by at desc, entity_id desc) as place
      from ${links} as link where kind = 'pull-request'
    ) as newest
    join pull_requests on pull_requests.id = entity_id
    where place <= ${limit}
    order by newest.repository_id, place`.execute(database);
  return rows;
}

/** Of every commit of the issue, those beyond the limit too. */
async function readTags(database: Database, links: RawBuilder<unknown>): Promise<readonly TagOfIssue[]> {
  const { rows } = await sql<TagOfIssue>`
    select tags.repository_id, name, encode(commit, 'hex') as commit, annotated, tags.at
    from (
      select distinct containments.repository_id, tag
      from (
        select distinct containment_id from ${links} as link
        join commit_containments on commit_id = entity_id
        where kind = 'commit'
      ) as used
      join containments on containments.id = containment_id, unnest(tags) as tag
    ) as named
    join tags on tags.repository_id = named.repository_id and tags.name = tag
    order by tags.at, name`.execute(database);
  return rows;
}

async function readRepositories(
  database: Database,
  ids: readonly RepositoryId[],
): Promise<readonly RepositoryStanding[]> {
  if (ids.length === 0) return [];
  const query = database.selectFrom('repositories').selectAll().where('id', 'in', ids);
  return (await query.orderBy('name').orderBy('id').execute()).map(standingFromRow);
}

function commitOfIssue(row: CommitOfIssue, tags: readonly TagOfIssue[]): IssueCommit {
  const names = new Set(row.tags);
  return {
    commit: commitFromColumns(row),
    files: row.files_read && !row.from_payload ? filesFromColumns(row.hash, row) : undefined,
    fromPayload: row.from_payload,
    links: linksFromText(row.links),
    onDefaultBranch: row.on_default_branch ?? false,
    tags: tags.filter((tag) => names.has(tag.name)).map((tag) => tag.name),
  };
}

function branchOfIssue(row: BranchOfIssue): IssueBranch {
  return { branch: branchFromColumns(row), links: linksFromText(row.links) };
}

function pullRequestOfIssue(row: PullRequestOfIssue): IssuePullRequest {
  const pullRequest = pullRequestFromColumns(row);
  const isLooked = row.checks !== null && row.state === 'open' && row.checks.head === pullRequest.source.head;
  return { pullRequest, links: linksFromText(row.links), checks: isLooked ? checksFrom(row.checks) : undefined };
}

function tagOfIssue({ name, commit, annotated, at }: TagOfIssue): Tag {
  return { name, commit, annotated, at };
}
