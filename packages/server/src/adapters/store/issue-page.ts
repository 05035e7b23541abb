/** The list of issues, most recently active first: walks links by date and never groups all of them. */

import type { IssueKey, RepositoryId } from '@branchline/domain';
import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';
import type { IssuePage, IssueSummary } from '../../ports/store/issues.ts';
import type { Database } from './database.ts';
import { textForPostgres } from './json.ts';

/** Which part of the list. */
export interface PageRequest {
  readonly search: string | undefined;
  readonly cursor: string | undefined;
  readonly limit: number;
}

/** Fewer links than this are read and sorted; more are found soon enough on the way back from now. */
const fewLinks = 2000;

interface ActiveIssue {
  readonly key: IssueKey;
  readonly at: Date;
}

interface SummaryColumns {
  readonly key: IssueKey;
  readonly commit_count: number;
  readonly branch_count: number;
  readonly pull_request_count: number;
  readonly repository_count: number;
  readonly title: string | null;
  readonly author: string | null;
  readonly at: Date | null;
}

/** See `IssueTable.page`. */
export async function issuePage(
  database: Database,
  visible: readonly RepositoryId[],
  request: PageRequest,
): Promise<IssuePage> {
  const found = await activeIssues(database, visible, { ...request, limit: request.limit + 1 });
  const shown = found.slice(0, request.limit);
  const last = shown.at(-1);
  const issues = await summaries(
    database,
    visible,
    shown.map((issue) => issue.key),
  );
  return { issues, next: last !== undefined && found.length > shown.length ? cursorAfter(last) : undefined };
}

/** The keys of the page with the moment each was last active. */
async function activeIssues(
  database: Database,
  visible: readonly RepositoryId[],
  { search, cursor, limit }: PageRequest,
): Promise<readonly ActiveIssue[]> {
  const prefix = searchPrefix(search);
  const after = positionFrom(cursor);
  const isMatching = prefix === '' ? sql`true` : sql`key >= ${prefix} and key < ${`${prefix}~`}`;
  const isAfter = after === undefined ? sql`true` : sql`(at, key) < (${after.at}::timestamptz, ${after.key})`;
  const isFew = prefix !== '' && (await countLinks(database, isMatching)) < fewLinks;
  async function newest(query: RawBuilder<unknown>): Promise<readonly ActiveIssue[]> {
    const { rows } = await sql<ActiveIssue>`${query} order by at desc, key desc limit ${limit}`.execute(database);
    return rows;
  }
  if (isFew) return newest(bySorting(visible, isMatching, isAfter));
  const walk = { visible, prefix, isAfter, limit };
  const fresh = await freshest(database, walk);
  const found = await newest(byWalking({ ...walk, among: fresh.repositories }));
  const last = found.at(-1);
  // What the others have is older than all of it; otherwise they must be looked through, too.
  const isWhole = found.length === limit && last !== undefined && fresh.olderThan !== undefined;
  if (fresh.olderThan === undefined || (isWhole && last.at > fresh.olderThan)) return found;
  return newest(byWalking({ ...walk, among: visible }));
}

interface Walk {
  readonly visible: readonly RepositoryId[];
  readonly prefix: string;
  readonly isAfter: RawBuilder<unknown>;
  readonly limit: number;
}

/** Repositories that are looked through for one line of a page: several may speak of the same issues. */
const repositoriesForLine = 3;

/**
 * The repositories with the newest links: of ten thousand, few have anything for the first page. All others have
 * nothing newer than `olderThan`; undefined when there are no others.
 */
async function freshest(
  database: Database,
  { visible, prefix, isAfter, limit }: Walk,
): Promise<{ readonly repositories: readonly RepositoryId[]; readonly olderThan: Date | undefined }> {
  const most = limit * repositoriesForLine;
  if (visible.length <= most) return { repositories: visible, olderThan: undefined };
  const { rows } = await sql<{ readonly id: RepositoryId; readonly at: Date }>`
    select seen.id, newest.at from unnest(${visible}::integer[]) as seen (id)
    cross join lateral (
      select at from linked_issue_keys
      where repository_id = seen.id and left(key, ${prefix.length}) = ${prefix} and ${isAfter}
      order by at desc limit 1
    ) as newest
    order by newest.at desc limit ${most + 1}`.execute(database);
  const repositories = rows.slice(0, most).map(({ id }) => id);
  return { repositories, olderThan: rows[most]?.at };
}

async function countLinks(database: Database, isMatching: RawBuilder<unknown>): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from (
      select 1 from linked_issue_keys where ${isMatching} limit ${fewLinks}
    ) as matching`.execute(database);
  return rows[0]?.count ?? 0;
}

function bySorting(
  visible: readonly RepositoryId[],
  isMatching: RawBuilder<unknown>,
  isAfter: RawBuilder<unknown>,
): RawBuilder<unknown> {
  return sql`
    select key, at from (
      select key, max(at) as at from linked_issue_keys
      where ${isMatching} and repository_id = any(${visible}::integer[]) group by key
    ) as active where ${isAfter}`;
}

/**
 * Each repository's newest links, of which only the newest of its key counts. `offset 0` keeps that question one that is
 * asked link by link, and `+ 0` keeps it on the index by key: a planner without fresh statistics (a first index fills
 * empty tables in seconds) would otherwise answer it for the whole table.
 */
function byWalking({
  visible,
  among,
  prefix,
  isAfter,
  limit,
}: Walk & { readonly among: readonly RepositoryId[] }): RawBuilder<unknown> {
  return sql`
    select distinct newest.key, newest.at
    from unnest(${among}::integer[]) as seen (id)
    cross join lateral (
      select distinct at, key from linked_issue_keys as link
      where repository_id = seen.id and left(key, ${prefix.length}) = ${prefix} and ${isAfter}
        and not exists (
          select from linked_issue_keys as newer
          where newer.key = link.key and newer.at > link.at and newer.repository_id + 0 = any(${visible}::integer[])
          offset 0
        )
      order by at desc, key desc limit ${limit}
    ) as newest`;
}

/** Counts and the latest of each key, in the order given. */
export async function summaries(
  database: Database,
  visible: readonly RepositoryId[],
  keys: readonly IssueKey[],
): Promise<readonly IssueSummary[]> {
  if (keys.length === 0) return [];
  const { rows } = await sql<SummaryColumns>`
    select wanted.key, commit_count, branch_count, pull_request_count, repository_count,
      coalesce(split_part(message, E'\\n', 1), pull_requests.title) as title,
      case when commits.id is not null then author_name
        else coalesce(author ->> 'name', author ->> 'login') end as author,
      coalesce(committed_at, pull_requests.updated_at) as at
    from unnest(${keys}::text[]) with ordinality as wanted (key, place)
    cross join lateral (
      select count(*) filter (where kind = 'commit') as commit_count,
        count(*) filter (where kind = 'branch') as branch_count,
        count(*) filter (where kind = 'pull-request') as pull_request_count,
        count(distinct repository_id) as repository_count
      from linked_issue_keys as link where link.key = wanted.key and repository_id + 0 = any(${visible}::integer[])
    ) as counted
    left join lateral (
      select entity_id from linked_issue_keys as link
      where link.key = wanted.key and kind = 'commit' and repository_id + 0 = any(${visible}::integer[])
      order by link.key desc, at desc, entity_id desc limit 1
    ) as newest on true
    left join commits on commits.id = newest.entity_id
    left join lateral (
      select entity_id from linked_issue_keys as link
      where commits.id is null and link.key = wanted.key and kind = 'pull-request'
        and repository_id + 0 = any(${visible}::integer[])
      order by link.key desc, at desc, entity_id desc limit 1
    ) as latest on true
    left join pull_requests on pull_requests.id = latest.entity_id
    order by place`.execute(database);
  return rows.map((row) => ({
    key: row.key,
    commitCount: row.commit_count,
    branchCount: row.branch_count,
    pullRequestCount: row.pull_request_count,
    repositoryCount: row.repository_count,
    latestTitle: row.title ?? undefined,
    latestAuthor: row.author ?? undefined,
    latestAt: row.at ?? undefined,
  }));
}

function searchPrefix(search: string | undefined): string {
  return textForPostgres(search ?? '')
    .trim()
    .toUpperCase();
}

function cursorAfter({ key, at }: ActiveIssue): string {
  return `${at.getTime()}/${key}`;
}

/** A cursor that is not ours begins at the beginning. */
function positionFrom(cursor: string | undefined): ActiveIssue | undefined {
  const parts = /^(-?\d{1,15})\/([A-Z][A-Z0-9_]*-\d+)$/.exec(cursor ?? '');
  if (parts === null) return undefined;
  return { at: new Date(Number(parts[1])), key: parts[2] as IssueKey };
}
