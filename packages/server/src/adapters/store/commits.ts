/** Saves linked commits by the thousand and tells which are known. */

import { messageLimit } from '@branchline/domain';
import type { CommitHash, LinkedCommit, RepositoryId } from '@branchline/domain';
import { sql } from 'kysely';
import { DatabaseError } from 'pg';
import { columnsForPostgres } from './columns.ts';
import { together } from './database.ts';
import type { Database } from './database.ts';
import { jsonForPostgres } from './json.ts';
import { linkedByHand, linksByHand } from './links-by-hand.ts';
import { isShown, shownKeys } from './link-sources.ts';
import { mergeLinks, textFromLinks } from './linked-keys.ts';
import { takeNumbers } from './number-rows.ts';
import { replacePayloadCommits } from './replace-payload-commits.ts';
import { notingProjects } from './note-projects.ts';

interface KnownCommit {
  readonly links: string;
  readonly notes: string;
  readonly removed: boolean;
  readonly from_payload: boolean;
}

interface CommitChange {
  readonly hash: CommitHash;
  readonly links: string;
  readonly notes: string;
  readonly removed: boolean;
}

/** See `DevelopmentTable.saveCommits`; git knows better than a payload. */
export async function saveCommits(
  database: Database,
  repository: RepositoryId,
  given: readonly LinkedCommit[],
  live: boolean,
  source: 'git' | 'payload' = 'git',
): Promise<void> {
  await together(database, async (database) => {
    const byHand = await linksByHand(database, repository, 'commit');
    const commits = linkedByHand(given, byHand, ({ commit }) => commit.hash);
    const linked = commits.filter((commit) => commit.links.length > 0);
    // History can be read again: a power cut may take back the newest stretches, each together with its position.
    if (!live) await sql`set local synchronous_commit = off`.execute(database);
    // During a first index nearly every commit is new, and looking them up first would cost more than it spares.
    const isNews = !live && linked.length === commits.length;
    if (isNews && (await insertNews(database, repository, linked, live))) return;
    const known = await knownCommits(
      database,
      repository,
      commits.map(({ commit }) => commit.hash),
    );
    const added = new Map(linked.map((each) => [each.commit.hash, each]));
    for (const hash of known.keys()) added.delete(hash as CommitHash);
    await insertCommits(database, repository, [...added.values()], live);
    const isReplaced = ({ commit }: LinkedCommit) => source === 'git' && known.get(commit.hash)?.from_payload === true;
    const replaced = commits.filter(isReplaced).map((each) => {
      return { ...each, linksText: mergeLinks(textFromLinks(each.links), known.get(each.commit.hash)?.links ?? '') };
    });
    await replacePayloadCommits(database, repository, replaced);
    await updateCommits(
      database,
      repository,
      commits.flatMap((each) => (isReplaced(each) ? [] : changeOf(each, known.get(each.commit.hash)))),
    );
  });
}

/** See `DevelopmentTable.markCommitsRemoved`. */
export async function markCommitsRemoved(
  database: Database,
  repository: RepositoryId,
  hashes: readonly CommitHash[],
): Promise<void> {
  if (hashes.length === 0) return;
  await sql`
    with gone as (
      select id, hash from commits
      where repository_id = ${repository} and not removed
        and hash in (select decode(value, 'hex') from json_array_elements_text(${jsonForPostgres(hashes)}::json))
    ), numbered as (${takeNumbers(repository, sql`(select count(*) from gone)`)}
    ), unlinked as (
      delete from linked_issue_keys using commits, gone
      where commits.id = gone.id and key in (select split_part(link, '/', 1) from string_to_table(links, ' ') as link)
        and at = committed_at and kind = 'commit' and entity_id = commits.id
    )
    update commits set removed = true, sequence = base + place
    from numbered, (select id, row_number() over (order by id) as place from gone) as placed
    where commits.id = placed.id`.execute(database);
}

/** See `DevelopmentTable.keyedCommits`. */
export async function keyedCommits(database: Database, repository: RepositoryId): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ hash: string }>`
    select encode(hash, 'hex') as hash from commits where repository_id = ${repository} and not removed`.execute(
    database,
  );
  return new Set(rows.map((row) => row.hash));
}

/** Inserts commits that are most likely new; false, with nothing written, when one of them is known. */
async function insertNews(
  database: Database,
  repository: RepositoryId,
  commits: readonly LinkedCommit[],
  live: boolean,
): Promise<boolean> {
  await sql`savepoint before_news`.execute(database);
  try {
    await insertCommits(database, repository, commits, live);
    return true;
  } catch (error) {
    if (!(error instanceof DatabaseError) || error.code !== uniqueViolation) throw error;
    await sql`rollback to savepoint before_news`.execute(database);
    return false;
  }
}

/** PostgreSQL's name for a key that is there already. */
const uniqueViolation = '23505';
/** The step of the sequence `commit_ids`. */
const idBlock = 4096;

/** Inserts commits that are not there; none when the repository is gone, which then gives no numbers. Half the time of an insert that looks for conflicts, measured. */
async function insertCommits(
  database: Database,
  repository: RepositoryId,
  commits: readonly LinkedCommit[],
  live: boolean,
): Promise<void> {
  if (commits.length === 0) return;
  const shown = await shownKeys(database, 'commit');
  for (let start = 0; start < commits.length; start += idBlock) {
    const block = commits.slice(start, start + idBlock);
    await sql`
      with numbered as (${takeNumbers(repository, sql`${block.length}::integer`)}
      ), block as (
        select nextval('commit_ids') - 1 as ids
      ), inserted as (
        insert into commits (id, repository_id, hash, sequence, live, parents, author_name, author_email, authored_at,
          committer_name, committer_email, committed_at, message, notes, links)
        select ids + place::integer, ${repository}, decode(hash, 'hex'), base + place::integer, ${live},
          parents::bytea[], coalesce(author_name, ''), coalesce(author_email, ''),
          to_timestamp(authored::double precision / 1000), coalesce(committer_name, ''),
          coalesce(committer_email, ''), to_timestamp(committed::double precision / 1000), coalesce(message, ''),
          coalesce(notes, ''), links
        from numbered, block, ${columnsForPostgres(columnsOf(block))} as row (place, hash, parents, author_name,
          author_email, authored, committer_name, committer_email, committed, message, notes, links)
      ), linked as (
        insert into linked_issue_keys (key, at, kind, entity_id, repository_id)
        select key, to_timestamp(at::double precision / 1000), 'commit', ids + place::integer, ${repository}
        from numbered, block, ${columnsForPostgres(linkColumnsOf(block, shown))} as link (place, key, at)
        returning key, at
      )
      ${notingProjects(repository)}`.execute(database);
  }
}

/** One row for each key of each commit. */
function linkColumnsOf(
  commits: readonly LinkedCommit[],
  shown: Awaited<ReturnType<typeof shownKeys>>,
): readonly (readonly (string | number)[])[] {
  const rows = commits.flatMap(({ commit, links }, index) =>
    shown(links).map((key) => [index + 1, key, commit.committer.at.getTime()] as const),
  );
  return [rows.map(([place]) => place), rows.map(([, key]) => key), rows.map(([, , at]) => at)];
}

function columnsOf(commits: readonly LinkedCommit[]): readonly (readonly (string | number)[])[] {
  return [
    commits.map((_each, index) => index + 1),
    commits.map(({ commit }) => commit.hash),
    commits.map(({ commit }) => arrayOfHashes(commit.parents)),
    commits.map(({ commit }) => commit.author.name),
    commits.map(({ commit }) => commit.author.email),
    commits.map(({ commit }) => commit.author.at.getTime()),
    commits.map(({ commit }) => commit.committer.name),
    commits.map(({ commit }) => commit.committer.email),
    commits.map(({ commit }) => commit.committer.at.getTime()),
    commits.map(({ commit }) => commit.message.slice(0, messageLimit)),
    commits.map(({ commit }) => commit.notes.slice(0, messageLimit)),
    commits.map(({ links }) => textFromLinks(links)),
  ];
}

function arrayOfHashes(hashes: readonly CommitHash[]): string {
  return `{${hashes.map((hash) => `\\\\x${hash}`).join(',')}}`;
}

/** Rows there are of these commits, removed ones too, by hash. */
export async function knownCommits(
  database: Database,
  repository: RepositoryId,
  hashes: readonly CommitHash[],
): Promise<ReadonlyMap<string, KnownCommit>> {
  const { rows } = await sql<KnownCommit & { hash: string }>`
    select encode(hash, 'hex') as hash, links, notes, removed, from_payload from commits
    where repository_id = ${repository}
      and hash in (select decode(value, 'hex') from json_array_elements_text(${jsonForPostgres(hashes)}::json))
  `.execute(database);
  return new Map(rows.map((row) => [row.hash, row]));
}

/** What to write about a commit that is known; nothing when nothing differs. */
function changeOf({ commit, links }: LinkedCommit, known: KnownCommit | undefined): readonly CommitChange[] {
  if (known === undefined) return [];
  const merged = mergeLinks(textFromLinks(links), known.links);
  const removed = merged === '';
  const notes = commit.notes.slice(0, messageLimit);
  if (merged === known.links && notes === known.notes && removed === known.removed) return [];
  if (removed && known.removed) return [];
  return [{ hash: commit.hash, links: merged, notes, removed }];
}

/** Jira does not see notes, so a commit whose links stayed keeps its number. */
export async function updateCommits(
  database: Database,
  repository: RepositoryId,
  changes: readonly CommitChange[],
): Promise<void> {
  if (changes.length === 0) return;
  const rows = changes.map((change, index) => ({ ...change, place: index + 1 }));
  await sql`
    with numbered as (${takeNumbers(repository, sql`${rows.length}::integer`)}
    ), changes as (
      select commits.id, place, change.links, change.notes, change.removed, committed_at, commits.links as old_links,
        commits.links <> change.links or commits.removed <> change.removed as is_news
      from json_to_recordset(${jsonForPostgres(rows)}::json) as change (
        place integer, hash text, links text, notes text, removed boolean)
      join commits on repository_id = ${repository} and commits.hash = decode(change.hash, 'hex')
    ), unlinked as (
      delete from linked_issue_keys using changes, string_to_table(old_links, ' ') as old
      where key = split_part(old, '/', 1) and at = committed_at and kind = 'commit' and entity_id = changes.id
        and (changes.removed or key not in (
          select split_part(link, '/', 1) from string_to_table(changes.links, ' ') as link
          where ${isShown(sql.ref('link'), 'commit')}))
    ), linked as (
      insert into linked_issue_keys (key, at, kind, entity_id, repository_id)
      select split_part(link, '/', 1), committed_at, 'commit', id, ${repository}
      from changes, string_to_table(links, ' ') as link
      where not removed and ${isShown(sql.ref('link'), 'commit')}
      on conflict do nothing
      returning key, at
    ), noted as (${notingProjects(repository)}
    )
    update commits
    set links = changes.links, notes = changes.notes, removed = changes.removed,
      sequence = case when is_news then base + place else sequence end
    from numbered, changes where commits.id = changes.id`.execute(database);
}
