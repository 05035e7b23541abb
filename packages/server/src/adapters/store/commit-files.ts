/** Changed files of linked commits: which are still to be read, and saving them. */

import type { CommitFiles, CommitHash, FileChange, FileChangeKind, RepositoryId } from '@branchline/domain';
import { sql } from 'kysely';
import type { Database } from './database.ts';
import { jsonForPostgres } from './json.ts';
import { takeNumbers } from './number-rows.ts';

/** A file as it is kept: path, previous path, change, lines added, lines removed. */
export type FileTuple = readonly [string, string | null, FileChangeKind, number | null, number | null];

/** The columns of `commit_files` that describe a commit. */
export interface FilesColumns {
  readonly files: readonly FileTuple[];
  readonly file_count: number;
  readonly lines_added: number;
  readonly lines_removed: number;
  readonly unreadable: boolean;
}

/** See `DevelopmentTable.commitsWithoutFiles`. */
export async function commitsWithoutFiles(
  database: Database,
  repository: RepositoryId,
  limit: number,
): Promise<readonly CommitHash[]> {
  const { rows } = await sql<{ hash: CommitHash }>`
    select encode(hash, 'hex') as hash from commits
    where repository_id = ${repository} and not files_read and not removed
    order by committed_at desc limit ${limit}`.execute(database);
  return rows.map((row) => row.hash);
}

/** See `DevelopmentTable.countCommitsWithoutFiles`. */
export async function countCommitsWithoutFiles(database: Database, repository: RepositoryId): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from commits
    where repository_id = ${repository} and not files_read and not removed`.execute(database);
  return rows[0]?.count ?? 0;
}

/** See `DevelopmentTable.saveFiles`. Files of a commit never change, so only unread and unreadable ones are written. */
export async function saveFiles(
  database: Database,
  repository: RepositoryId,
  files: readonly CommitFiles[],
): Promise<void> {
  if (files.length === 0) return;
  await sql`
    with incoming as (
      select commits.id, row.*
      from json_to_recordset(${jsonForPostgres(files.map(rowOf))}::json) as row (
        place integer, hash text, files jsonb, file_count integer, lines_added bigint, lines_removed bigint,
        unreadable boolean)
      join commits on repository_id = ${repository} and commits.hash = decode(row.hash, 'hex')
      left join commit_files on commit_id = commits.id
      where not files_read or (commit_files.unreadable and not row.unreadable)
    ), numbered as (${takeNumbers(repository, sql`(select count(*) from incoming)`)}
    ), saved as (
      insert into commit_files (commit_id, files, file_count, lines_added, lines_removed, unreadable)
      select id, files, file_count, lines_added, lines_removed, unreadable from incoming
      on conflict (commit_id) do update set files = excluded.files, file_count = excluded.file_count,
        lines_added = excluded.lines_added, lines_removed = excluded.lines_removed, unreadable = excluded.unreadable
    )
    update commits set files_read = true, sequence = base + placed.place
    from numbered, (select id, row_number() over (order by place) as place from incoming) as placed
    where commits.id = placed.id`.execute(database);
}

/** What the columns say about the files of a commit. */
export function filesFromColumns(hash: CommitHash, columns: FilesColumns): CommitFiles {
  return {
    hash,
    files: columns.files.map(fileFromTuple),
    fileCount: columns.file_count,
    linesAdded: columns.lines_added,
    linesRemoved: columns.lines_removed,
    unreadable: columns.unreadable,
  };
}

/** A file as it was kept. */
export function fileFromTuple([path, previousPath, change, added, removed]: FileTuple): FileChange {
  return {
    path,
    previousPath: previousPath ?? undefined,
    change,
    linesAdded: added ?? undefined,
    linesRemoved: removed ?? undefined,
  };
}

function rowOf(files: CommitFiles, index: number): Readonly<Record<string, unknown>> {
  return {
    place: index + 1,
    hash: files.hash,
    files: files.files.map(tupleFromFile),
    file_count: files.fileCount,
    lines_added: files.linesAdded,
    lines_removed: files.linesRemoved,
    unreadable: files.unreadable,
  };
}

function tupleFromFile(file: FileChange): FileTuple {
  return [file.path, file.previousPath ?? null, file.change, file.linesAdded ?? null, file.linesRemoved ?? null];
}
