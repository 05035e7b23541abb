/** The heads whose history was indexed, and the tags, of a repository: tens of thousands in one statement. */

import type { CommitHash, RefHead, RepositoryId, Tag } from '@branchline/domain';
import { sql } from 'kysely';
import { together } from './database.ts';
import type { Database } from './database.ts';
import { jsonForPostgres } from './json.ts';

/** See `RepositoryTable.heads`; in byte order of the names. */
export async function readHeads(database: Database, repository: RepositoryId): Promise<readonly RefHead[]> {
  const { rows } = await sql<RefHead>`
    select ref, encode(hash, 'hex') as hash from ref_heads
    where repository_id = ${repository} order by ref`.execute(database);
  return rows;
}

/** See `RepositoryTable.saveHeads`. */
export async function saveHeads(
  database: Database,
  repository: RepositoryId,
  set: readonly RefHead[],
  gone: readonly string[],
): Promise<void> {
  await together(database, async (database) => {
    if (gone.length > 0) {
      await sql`
        delete from ref_heads
        where repository_id = ${repository}
          and ref in (select json_array_elements_text(${jsonForPostgres(gone)}::json))`.execute(database);
    }
    if (set.length === 0) return;
    await sql`
      insert into ref_heads (repository_id, ref, hash)
      select ${repository}, ref, decode(hash, 'hex')
      from json_to_recordset(${jsonForPostgres(set)}::json) as head (ref text, hash text)
      on conflict (repository_id, ref) do update set hash = excluded.hash
      where ref_heads.hash <> excluded.hash`.execute(database);
  });
}

/** See `RepositoryTable.tags`; oldest first. */
export async function readTags(database: Database, repository: RepositoryId): Promise<readonly Tag[]> {
  const { rows } = await sql<{ name: string; commit: CommitHash; annotated: boolean; at: Date }>`
    select name, encode(commit, 'hex') as commit, annotated, at from tags
    where repository_id = ${repository} order by at, name`.execute(database);
  return rows;
}

/** See `RepositoryTable.refCounts`. */
export async function countRefs(
  database: Database,
  repository: RepositoryId,
): Promise<{ readonly branches: number; readonly tags: number }> {
  const place = '^refs/(heads|remotes/[^/]+)/';
  const { rows } = await sql<{ readonly branches: number; readonly tags: number }>`
    select (
      select count(distinct regexp_replace(ref, ${place}, '')) from ref_heads
      where repository_id = ${repository} and ref ~ ${place} and ref !~ '^refs/remotes/[^/]+/HEAD$'
    )::integer as branches, (select count(*) from tags where repository_id = ${repository})::integer as tags
  `.execute(database);
  return rows[0] ?? { branches: 0, tags: 0 };
}

/** See `RepositoryTable.saveTags`. */
export async function saveTags(database: Database, repository: RepositoryId, tags: readonly Tag[]): Promise<void> {
  const rows = tags.map((tag) => ({ ...tag, at: tag.at.getTime() }));
  await sql`
    with incoming as (
      select name, decode(commit, 'hex') as commit, annotated, to_timestamp((at / 1000.0)::double precision) as at
      from json_to_recordset(${jsonForPostgres(rows)}::json) as tag (
        name text, commit text, annotated boolean, at bigint)
    ), gone as (
      delete from tags where repository_id = ${repository} and name not in (select name from incoming)
    )
    insert into tags (repository_id, name, commit, annotated, at)
    select ${repository}, name, commit, annotated, at from incoming
    on conflict (repository_id, name) do update
    set commit = excluded.commit, annotated = excluded.annotated, at = excluded.at
    where (tags.commit, tags.annotated, tags.at) is distinct from (excluded.commit, excluded.annotated, excluded.at)
  `.execute(database);
}
