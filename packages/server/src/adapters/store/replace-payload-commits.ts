/** Puts what git says of commits in the place of what a payload said. */

import { messageLimit } from '@branchline/domain';
import type { LinkedCommit, RepositoryId } from '@branchline/domain';
import { sql } from 'kysely';
import type { Database } from './database.ts';
import { jsonForPostgres } from './json.ts';
import { isShown } from './link-sources.ts';
import { takeNumbers } from './number-rows.ts';
import { notingProjects } from './note-projects.ts';

/** A commit as git has it, with its links as they are to be kept. */
export interface ReplacedCommit extends LinkedCommit {
  /** Empty: it is removed. */
  readonly linksText: string;
}

/** All of them are known by their hashes. Their files are read next, and make them news for Jira once more. */
export async function replacePayloadCommits(
  database: Database,
  repository: RepositoryId,
  commits: readonly ReplacedCommit[],
): Promise<void> {
  if (commits.length === 0) return;
  const hashes = jsonForPostgres(commits.map(({ commit }) => commit.hash));
  await sql`
    delete from linked_issue_keys using commits as old, string_to_table(old.links, ' ') as link
    where old.repository_id = ${repository}
      and old.hash in (select decode(value, 'hex') from json_array_elements_text(${hashes}::json))
      and key = split_part(link, '/', 1) and at = old.committed_at and kind = 'commit' and entity_id = old.id
  `.execute(database);
  await sql`
    with numbered as (${takeNumbers(repository, sql`${commits.length}::integer`)}
    ), incoming as (
      select * from json_to_recordset(${jsonForPostgres(commits.map(rowOf))}::json) as row (
        place integer, hash text, parents text[], author_name text, author_email text, authored_at timestamptz,
        committer_name text, committer_email text, committed_at timestamptz, message text, notes text, links text)
    ), replaced as (
      update commits as old set sequence = base + place, from_payload = false,
        files_read = incoming.links = '', removed = incoming.links = '',
        parents = array(select decode(parent, 'hex') from unnest(incoming.parents) as parent),
        author_name = incoming.author_name, author_email = incoming.author_email, authored_at = incoming.authored_at,
        committer_name = incoming.committer_name, committer_email = incoming.committer_email,
        committed_at = incoming.committed_at, message = incoming.message, notes = incoming.notes, links = incoming.links
      from numbered, incoming
      where old.repository_id = ${repository} and old.hash = decode(incoming.hash, 'hex')
      returning old.id, old.committed_at, old.links
    ), linked as (
      insert into linked_issue_keys (key, at, kind, entity_id, repository_id)
      select distinct split_part(link, '/', 1), committed_at, 'commit', id, ${repository}::integer
      from replaced, string_to_table(links, ' ') as link where ${isShown(sql.ref('link'), 'commit')}
      returning key, at
    )
    ${notingProjects(repository)}`.execute(database);
}

function rowOf({ commit, linksText }: ReplacedCommit, index: number): Readonly<Record<string, unknown>> {
  return {
    place: index + 1,
    hash: commit.hash,
    parents: commit.parents,
    author_name: commit.author.name,
    author_email: commit.author.email,
    authored_at: commit.author.at,
    committer_name: commit.committer.name,
    committer_email: commit.committer.email,
    committed_at: commit.committer.at,
    message: commit.message.slice(0, messageLimit),
    notes: commit.notes.slice(0, messageLimit),
    links: linksText,
  };
}
