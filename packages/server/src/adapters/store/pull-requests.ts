/** Saves linked pull requests; those that are gone stay as removed rows, because Jira has to hear of it. */

import { afterTelling, isStaleTelling } from '@branchline/domain';
import type { LinkedPullRequest, PullRequest, RepositoryId } from '@branchline/domain';
import { sql } from 'kysely';
import { together } from './database.ts';
import type { Database } from './database.ts';
import { jsonForPostgres, textForPostgres } from './json.ts';
import { linkedByHand, linksByHand } from './links-by-hand.ts';
import { isShown } from './link-sources.ts';
import { mergeLinks, textFromLinks } from './linked-keys.ts';
import { takeNumbers } from './number-rows.ts';
import { keepable, pullRequestColumns, pullRequestFromColumns } from './pull-request-columns.ts';
import type { PullRequestColumns } from './pull-request-columns.ts';

/** A row as it is or is to be. */
interface KeptPullRequest {
  readonly pullRequest: PullRequest;
  readonly links: string;
  readonly removed: boolean;
}

interface Change extends KeptPullRequest {
  /** Undefined for a new row. */
  readonly id: number | undefined;
  /** Jira sees it, so the row gets a new number. */
  readonly isNews: boolean;
}

/** See `DevelopmentTable.savePullRequests`. */
export async function savePullRequests(
  database: Database,
  repository: RepositoryId,
  given: readonly LinkedPullRequest[],
  live: boolean,
): Promise<number> {
  if (given.length === 0) return 0;
  return together(database, async (database) => {
    // Locks the repository: two tellings of one pull request must not be merged with the same row at the same time.
    const byHand = await linksByHand(database, repository, 'pull-request');
    const rows = linkedByHand(given, byHand, ({ pullRequest }) => textForPostgres(pullRequest.remoteId));
    const names = rows.map(({ pullRequest }) => textForPostgres(pullRequest.remoteId));
    const changes = changesOf(rows, await keptPullRequests(database, repository, names));
    await writeChanges(database, repository, changes, live);
    return changes.length;
  });
}

/** See `DevelopmentTable.markPullRequestsRemoved`. */
export async function markPullRequestsRemoved(
  database: Database,
  repository: RepositoryId,
  remoteIds: readonly string[],
): Promise<void> {
  if (remoteIds.length === 0) return;
  await sql`
    with gone as (
      select id, links, updated_at, row_number() over (order by id) as place from pull_requests
      where repository_id = ${repository} and not removed and remote_id = any(${remoteIds.map(textForPostgres)}::text[])
    ), numbered as (${takeNumbers(repository, sql`(select count(*) from gone)`)}
    ), unlinked as (
      delete from linked_issue_keys using gone, string_to_table(gone.links, ' ') as link
      where key = split_part(link, '/', 1) and at = updated_at and kind = 'pull-request' and entity_id = gone.id
    )
    update pull_requests set removed = true, sequence = base + place
    from numbered, gone where pull_requests.id = gone.id`.execute(database);
}

/** Writes other links into the row of a pull request that is there; the caller has locked the repository. */
export async function relinkPullRequest(
  database: Database,
  repository: RepositoryId,
  remoteId: string,
  relinked: (text: string) => string,
): Promise<void> {
  const [kept] = (await keptPullRequests(database, repository, [textForPostgres(remoteId)])).values();
  if (kept === undefined || (kept.removed && kept.links !== '')) return;
  const links = relinked(kept.links);
  if (links === kept.links) return;
  await writeChanges(database, repository, [{ ...kept, links, removed: links === '', isNews: true }], false);
}

/** See `DevelopmentTable.pullRequestsToComplete`. */
export async function pullRequestsToComplete(
  database: Database,
  repository: RepositoryId,
  limit: number,
): Promise<readonly string[]> {
  const { rows } = await sql<{ remote_id: string }>`
    select remote_id from pull_requests
    where repository_id = ${repository} and not is_complete and not removed
    order by tries, updated_at desc, id desc limit ${limit}`.execute(database);
  return rows.map((row) => row.remote_id);
}

/** See `DevelopmentTable.countPullRequestsToComplete`. */
export async function countPullRequestsToComplete(database: Database, repository: RepositoryId): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from pull_requests
    where repository_id = ${repository} and not is_complete and not removed`.execute(database);
  return rows[0]?.count ?? 0;
}

/** See `DevelopmentTable.putOffPullRequest`. */
export async function putOffPullRequest(
  database: Database,
  repository: RepositoryId,
  remoteId: string,
  mostTries: number,
): Promise<void> {
  await sql`
    update pull_requests set tries = tries + 1, is_complete = tries + 1 >= ${mostTries}
    where repository_id = ${repository} and not is_complete and remote_id = ${textForPostgres(remoteId)}`.execute(
    database,
  );
}

/** See `DevelopmentTable.doubtPullRequests`. */
export async function doubtPullRequests(database: Database, repository: RepositoryId): Promise<void> {
  await sql`
    update pull_requests set is_complete = false, tries = 0
    where repository_id = ${repository} and not removed and (is_complete or tries > 0)`.execute(database);
}

type KnownPullRequests = ReadonlyMap<string, KeptPullRequest & { readonly id: number }>;

async function keptPullRequests(
  database: Database,
  repository: RepositoryId,
  remoteIds: readonly string[],
): Promise<KnownPullRequests> {
  const { rows } = await sql<PullRequestColumns & { id: number; links: string; removed: boolean }>`
    select id, links, removed, ${pullRequestColumns} from pull_requests
    where repository_id = ${repository} and remote_id = any(${remoteIds}::text[])`.execute(database);
  return new Map(
    rows.map((row) => {
      const { id, links, removed } = row;
      return [row.remote_id, { id, links, removed, pullRequest: pullRequestFromColumns(row) }];
    }),
  );
}

/** What is to be written, each pull request once; nothing of what stays as it is, or has no links and never had. */
function changesOf(rows: readonly LinkedPullRequest[], kept: KnownPullRequests): readonly Change[] {
  const now = new Map<string, KeptPullRequest>(kept);
  for (const { pullRequest, links } of rows) {
    const told = keepable(pullRequest);
    const before = now.get(told.remoteId);
    const isStale = isStaleTelling(before?.pullRequest, told);
    const found =
      isStale && before !== undefined ? before.links : mergeLinks(textFromLinks(links), before?.links ?? '');
    if (before === undefined && found === '') continue;
    const removed = found === '' || (isStale && before?.removed === true);
    now.set(told.remoteId, { pullRequest: afterTelling(before?.pullRequest, told), links: found, removed });
  }
  return [...now].flatMap(([remoteId, after]) => {
    const before = kept.get(remoteId);
    if (before !== undefined && isSame(before, after)) return [];
    if (before?.removed === true && after.removed) return [];
    return [{ ...after, id: before?.id, isNews: before === undefined || !looksSame(before, after) }];
  });
}

function isSame(before: KeptPullRequest, after: KeptPullRequest): boolean {
  return looksSame(before, after) && silentText(before.pullRequest) === silentText(after.pullRequest);
}

/** To Jira. */
function looksSame(before: KeptPullRequest, after: KeptPullRequest): boolean {
  const isLinkedAlike = before.links === after.links && before.removed === after.removed;
  return isLinkedAlike && visibleText(before.pullRequest) === visibleText(after.pullRequest);
}

function visibleText({ title, state, isDraft, author, source, targetBranch, ...rest }: PullRequest): string {
  const { reviewers, commentCount, updatedAt, webUrl } = rest;
  const place = [source.branch, source.isFork, targetBranch, webUrl];
  return JSON.stringify([title, state, isDraft, author, place, reviewers, commentCount, updatedAt]);
}

function silentText({ description, source, mergeCommit, createdAt, closedAt, isComplete }: PullRequest): string {
  return JSON.stringify([description, source, mergeCommit, createdAt, closedAt, isComplete]);
}

/** Links go and come with their pull requests: all of a changed one are made anew. */
async function writeChanges(
  database: Database,
  repository: RepositoryId,
  changes: readonly Change[],
  live: boolean,
): Promise<void> {
  if (changes.length === 0) return;
  const ids = changes.flatMap(({ id }) => (id === undefined ? [] : [id]));
  await sql`
    delete from linked_issue_keys using pull_requests as old, string_to_table(old.links, ' ') as link
    where old.id = any(${ids}::bigint[]) and key = split_part(link, '/', 1) and at = old.updated_at
      and kind = 'pull-request' and entity_id = old.id`.execute(database);
  await sql`
    with incoming as (
      select row.*, case when is_news then count(*) filter (where is_news) over (order by place) end as number
      from json_to_recordset(${jsonForPostgres(changes.map(rowOf))}::json) as row (
        place integer, is_news boolean, removed boolean, remote_id text, title text, description text, state text,
        is_draft boolean, author jsonb, source jsonb, target_branch text, merge_commit text, reviewers jsonb,
        comment_count integer, created_at timestamptz, updated_at timestamptz, closed_at timestamptz, web_url text,
        is_complete boolean, links text)
    ), numbered as (${takeNumbers(repository, sql`(select count(*) from incoming)`)}
    ), saved as (
      insert into pull_requests as old (repository_id, sequence, live, removed, ${pullRequestColumns}, links)
      select ${repository}, base + coalesce(number, 0), ${live}, removed, ${pullRequestColumns}, links
      from incoming, numbered
      on conflict (repository_id, remote_id) do update set
        sequence = case when excluded.remote_id in (select remote_id from incoming where is_news)
          then excluded.sequence else old.sequence end,
        live = old.live or (excluded.live and excluded.remote_id in (select remote_id from incoming where is_news)),
        removed = excluded.removed, title = excluded.title, description = excluded.description, state = excluded.state,
        is_draft = excluded.is_draft, author = excluded.author, source = excluded.source,
        target_branch = excluded.target_branch, merge_commit = excluded.merge_commit, reviewers = excluded.reviewers,
        comment_count = excluded.comment_count, created_at = excluded.created_at, updated_at = excluded.updated_at,
        closed_at = excluded.closed_at, web_url = excluded.web_url, is_complete = excluded.is_complete, tries = 0,
        links = excluded.links
      returning id, updated_at, links, removed
    )
    insert into linked_issue_keys (key, at, kind, entity_id, repository_id)
    select distinct split_part(link, '/', 1), updated_at, 'pull-request', id, ${repository}::integer
    from saved, string_to_table(links, ' ') as link
    where not removed and ${isShown(sql.ref('link'), 'pull-request')}`.execute(database);
}

function rowOf({ pullRequest, links, removed, isNews }: Change, index: number): Readonly<Record<string, unknown>> {
  return {
    place: index + 1,
    is_news: isNews,
    removed,
    remote_id: pullRequest.remoteId,
    title: pullRequest.title,
    description: pullRequest.description,
    state: pullRequest.state,
    is_draft: pullRequest.isDraft,
    author: pullRequest.author ?? null,
    source: pullRequest.source,
    target_branch: pullRequest.targetBranch,
    merge_commit: pullRequest.mergeCommit ?? null,
    reviewers: pullRequest.reviewers,
    comment_count: pullRequest.commentCount,
    created_at: pullRequest.createdAt,
    updated_at: pullRequest.updatedAt,
    closed_at: pullRequest.closedAt ?? null,
    web_url: pullRequest.webUrl,
    is_complete: pullRequest.isComplete,
    links,
  };
}
