/** Saves linked branches; those that are gone stay as removed rows, because Jira has to hear of it. */

import type { Branch, Commit, LinkedBranch, RepositoryId } from '@branchline/domain';
import { sql } from 'kysely';
import { together } from './database.ts';
import type { Database } from './database.ts';
import { jsonForPostgres, textForPostgres } from './json.ts';
import { isShown } from './link-sources.ts';
import { mergeLinks, textFromLinks } from './linked-keys.ts';
import { takeNumbers } from './number-rows.ts';

/** A commit as JSON: dates become text. */
export interface HeadJson extends Omit<Commit, 'author' | 'committer'> {
  readonly author: SignatureJson;
  readonly committer: SignatureJson;
}

interface SignatureJson {
  readonly name: string;
  readonly email: string;
  readonly at: string;
}

/** The columns of `branches` that describe one. */
export interface BranchColumns {
  readonly name: string;
  readonly head: HeadJson;
  readonly is_default: boolean;
  readonly ahead: number | null;
  readonly behind: number | null;
  readonly merged: boolean;
}

/** See `DevelopmentTable.saveBranches`. */
export async function saveBranches(
  database: Database,
  repository: RepositoryId,
  branches: readonly LinkedBranch[],
  gone: readonly string[],
  live: boolean,
): Promise<void> {
  if (branches.length === 0 && gone.length === 0) return;
  await together(database, async (database) => {
    const saved = await markUnlinked(database, repository, branches);
    const names = new Set(saved.map((row) => row['name']));
    await upsertBranches(database, repository, saved, live);
    const unlinked = branches.map((each) => each.branch.name).filter((name) => !names.has(name));
    const removed = gone.filter((name) => !names.has(name));
    await markBranchesRemoved(database, repository, [...removed, ...unlinked]);
  });
}

/** See `DevelopmentTable.branchNames`. */
export async function branchNames(database: Database, repository: RepositoryId): Promise<readonly string[]> {
  const rows = await database
    .selectFrom('branches')
    .select('name')
    .where('repository_id', '=', repository)
    .where('removed', '=', false)
    .orderBy('name')
    .execute();
  return rows.map((row) => row.name);
}

export function branchFromColumns(columns: BranchColumns): Branch {
  const { head } = columns;
  return {
    name: columns.name,
    head: {
      hash: head.hash,
      parents: head.parents,
      author: { ...head.author, at: new Date(head.author.at) },
      committer: { ...head.committer, at: new Date(head.committer.at) },
      message: head.message,
      notes: head.notes,
    },
    isDefault: columns.is_default,
    ahead: columns.ahead ?? undefined,
    behind: columns.behind ?? undefined,
    merged: columns.merged,
  };
}

type BranchRow = Readonly<Record<string, unknown>>;

/** Rows for the branches that have links, those made by hand before included. */
async function markUnlinked(
  database: Database,
  repository: RepositoryId,
  branches: readonly LinkedBranch[],
): Promise<readonly BranchRow[]> {
  const names = branches.map((each) => textForPostgres(each.branch.name));
  const known = await database
    .selectFrom('branches')
    .select(['name', 'links'])
    .where('repository_id', '=', repository)
    .where((where) => where('name', '=', sql<string>`any(${names}::text[])`))
    .execute();
  const linksByName = new Map(known.map((row) => [row.name, row.links]));
  return branches.flatMap(({ branch, links }) => {
    const merged = mergeLinks(textFromLinks(links), linksByName.get(branch.name) ?? '');
    return merged === '' ? [] : [rowOf(branch, merged)];
  });
}

function rowOf(branch: Branch, links: string): BranchRow {
  return {
    name: branch.name,
    head: branch.head,
    is_default: branch.isDefault,
    ahead: branch.ahead ?? null,
    behind: branch.behind ?? null,
    merged: branch.merged,
    at: branch.head.committer.at.getTime(),
    links,
  };
}

/**
 * How far a branch is ahead, or merged, is not sent to Jira: such a change is written without a new number. So is what
 * git knows better of a head than the payload it came from.
 */
async function upsertBranches(
  database: Database,
  repository: RepositoryId,
  rows: readonly BranchRow[],
  live: boolean,
): Promise<void> {
  if (rows.length === 0) return;
  await sql`
    with incoming as (
      select row.*, old.id as old_id, old.links as old_links,
        to_timestamp((row.at / 1000.0)::double precision) as committed_at,
        (old.head #>> '{committer,at}')::timestamptz as old_at,
        (old.id is null or old.removed or old.links <> row.links or old.head ->> 'hash' <> row.head ->> 'hash'
          or old.head #> '{committer,at}' <> row.head #> '{committer,at}') as is_news
      from json_to_recordset(${jsonForPostgres(rows)}::json) as row (
        name text, head jsonb, is_default boolean, ahead integer, behind integer, merged boolean, at bigint, links text)
      left join branches as old on old.repository_id = ${repository} and old.name = row.name
    ), news as (
      select *, row_number() over (order by name) as place from incoming where is_news
    ), numbered as (${takeNumbers(repository, sql`(select count(*) from news)`)}
    ), unlinked as (
      delete from linked_issue_keys using news, string_to_table(old_links, ' ') as old
      where key = split_part(old, '/', 1) and linked_issue_keys.at = old_at and kind = 'branch' and entity_id = old_id
        and (old_at <> committed_at
          or key not in (select split_part(link, '/', 1) from string_to_table(news.links, ' ') as link))
    ), saved as (
      insert into branches (repository_id, name, sequence, live, head, is_default, ahead, behind, merged, links)
      select ${repository}, name, base + place, ${live}, head, is_default, ahead, behind, merged, links
      from news, numbered
      on conflict (repository_id, name) do update set sequence = excluded.sequence, removed = false,
        live = branches.live or excluded.live,
        head = excluded.head, is_default = excluded.is_default, ahead = excluded.ahead, behind = excluded.behind,
        merged = excluded.merged, links = excluded.links
      returning id, name
    ), linked as (
      insert into linked_issue_keys (key, at, kind, entity_id, repository_id)
      select split_part(link, '/', 1), committed_at, 'branch', saved.id, ${repository}
      from saved join news using (name), string_to_table(news.links, ' ') as link
      where ${isShown(sql.ref('link'), 'branch')}
      on conflict do nothing
    )
    update branches
    set is_default = incoming.is_default, ahead = incoming.ahead, behind = incoming.behind, merged = incoming.merged,
      head = incoming.head
    from incoming
    where branches.id = old_id and not is_news
      and (branches.is_default, branches.ahead, branches.behind, branches.merged, branches.head)
        is distinct from (incoming.is_default, incoming.ahead, incoming.behind, incoming.merged, incoming.head)`.execute(
    database,
  );
}

async function markBranchesRemoved(
  database: Database,
  repository: RepositoryId,
  names: readonly string[],
): Promise<void> {
  if (names.length === 0) return;
  await sql`
    with gone as (
      select id, links, (head #>> '{committer,at}')::timestamptz as committed_at,
        row_number() over (order by name) as place
      from branches
      where repository_id = ${repository} and not removed and name = any(${names.map(textForPostgres)}::text[])
    ), numbered as (${takeNumbers(repository, sql`(select count(*) from gone)`)}
    ), unlinked as (
      delete from linked_issue_keys using gone, string_to_table(gone.links, ' ') as link
      where key = split_part(link, '/', 1) and at = committed_at and kind = 'branch' and entity_id = gone.id
    )
    update branches set removed = true, sequence = base + place
    from numbered, gone where branches.id = gone.id`.execute(database);
}
