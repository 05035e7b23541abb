/** Linked commits as history shows them: a few look-ups by repository, hash or project, however much the house keeps. */

import type { CommitHash, KeyLink, RepositoryId } from '@branchline/domain';
import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';
import type { CommitLines, CommitStretch, LinkedHistoryTable, PlacedCommit } from '../../ports/store/linked-history.ts';
import { commitColumns, commitFromColumns } from './commit-columns.ts';
import type { CommitColumns } from './commit-columns.ts';
import type { Database } from './database.ts';
import { jsonForPostgres } from './json.ts';
import { shownKeys } from './link-sources.ts';
import { linksFromText } from './linked-keys.ts';
import { noteAllProjects } from './note-projects.ts';
import { commitsOfProject, isAfter, repositoriesOfProject } from './project-commits.ts';

export function linkedHistoryTable(database: Database): LinkedHistoryTable {
  return {
    linksOf: (repository, hashes) => linksOf(database, repository, hashes),
    linksOfBranches: (repository, names) => linksOfBranches(database, repository, names),
    linesOf: (repository, hashes) => linesOf(database, repository, hashes),
    ofRepository: (repository, stretch) => placed(database, stretch, ofRepository(repository, stretch)),
    ofProject: async (names, repositories, stretch) =>
      placed(database, stretch, await commitsOfProject(database, names, repositories, stretch)),
    repositoriesOf: (names, among) => repositoriesOfProject(database, names, among),
    noteProjects: () => noteAllProjects(database),
  };
}

/** Rows of a table as they are named, with those links that count; what has none of them is left out. */
async function withLinks<Name extends string>(
  database: Database,
  kind: 'commit' | 'branch',
  rows: readonly { readonly name: Name; readonly links: string }[],
): Promise<ReadonlyMap<Name, readonly KeyLink[]>> {
  const shown = await shownLinks(database, kind);
  return new Map(
    rows.flatMap(({ name, links }) => {
      const counting = shown(linksFromText(links));
      return counting.length === 0 ? [] : [[name, counting] as const];
    }),
  );
}

async function shownLinks(
  database: Database,
  kind: 'commit' | 'branch',
): Promise<(links: readonly KeyLink[]) => readonly KeyLink[]> {
  const shown = await shownKeys(database, kind);
  return (links) => {
    const counting = new Set(shown(links));
    return links.filter(({ key }) => counting.has(key));
  };
}

/** Rows of these commits, named by their hashes. */
function named(repository: RepositoryId, hashes: readonly CommitHash[]): RawBuilder<boolean> {
  return sql<boolean>`commits.repository_id = ${repository} and not removed
    and hash in (select decode(value, 'hex') from json_array_elements_text(${jsonForPostgres(hashes)}::json))`;
}

async function linksOf(database: Database, repository: RepositoryId, hashes: readonly CommitHash[]) {
  if (hashes.length === 0) return new Map<CommitHash, readonly KeyLink[]>();
  const { rows } = await sql<{ readonly name: CommitHash; readonly links: string }>`
    select encode(hash, 'hex') as name, links from commits where ${named(repository, hashes)}`.execute(database);
  return withLinks(database, 'commit', rows);
}

async function linksOfBranches(database: Database, repository: RepositoryId, names: readonly string[]) {
  if (names.length === 0) return new Map<string, readonly KeyLink[]>();
  const { rows } = await sql<{ readonly name: string; readonly links: string }>`
    select name, links from branches where repository_id = ${repository} and not removed
      and name in (select value from json_array_elements_text(${jsonForPostgres(names)}::json))`.execute(database);
  return withLinks(database, 'branch', rows);
}

async function linesOf(
  database: Database,
  repository: RepositoryId,
  hashes: readonly CommitHash[],
): Promise<ReadonlyMap<CommitHash, CommitLines>> {
  if (hashes.length === 0) return new Map();
  const { rows } = await sql<CommitLines & { readonly hash: CommitHash }>`
    select encode(hash, 'hex') as hash, lines_added as added, lines_removed as removed
    from commits join commit_files on commit_files.commit_id = commits.id
    where ${named(repository, hashes)} and not unreadable`.execute(database);
  return new Map(rows.map(({ hash, added, removed }) => [hash, { added, removed }]));
}

/** A commit with several keys has a link for each. */
function ofRepository(repository: RepositoryId, { after, limit }: CommitStretch): RawBuilder<unknown> {
  return sql`
    select distinct at, entity_id from linked_issue_keys
    where repository_id = ${repository} and kind = 'commit' and ${isAfter(after)}
    order by at desc, entity_id desc limit ${limit}`;
}

interface PlacedColumns extends CommitColumns {
  readonly id: number;
  readonly repository_id: RepositoryId;
  readonly links: string;
}

/** The commits of a stretch. @param places rows of `at` and `entity_id` */
async function placed(
  database: Database,
  { limit }: CommitStretch,
  places: RawBuilder<unknown>,
): Promise<readonly PlacedCommit[]> {
  const { rows } = await sql<PlacedColumns>`
    select commits.id, commits.repository_id, links, ${commitColumns}
    from (${places}) as place join commits on commits.id = entity_id
    order by at desc, entity_id desc limit ${limit}`.execute(database);
  const shown = await shownLinks(database, 'commit');
  return rows.map((row) => ({
    repositoryId: row.repository_id,
    place: { at: row.committed_at, id: row.id },
    commit: commitFromColumns(row),
    links: shown(linksFromText(row.links)),
  }));
}
