/** The commits of issues looked at together: what they changed, and which tags and branches contain them. */

import type { CommitFiles, CommitHash, RepositoryId } from '@branchline/domain';
import { sql, type RawBuilder } from 'kysely';
import type {
  ChangedCommits,
  IssueCommitTable,
  IssuePlaces,
  LaterTag,
  LinkedCommitPlace,
  PlacedIssueCommit,
} from '../../ports/store/issue-commits.ts';
import type { KeyGroup } from '../../ports/store/issues.ts';
import { fileFromTuple, filesFromColumns, type FilesColumns } from './commit-files.ts';
import type { Database } from './database.ts';
import { linksOf } from './issue-development.ts';

/** Commits looked at together: beyond that nobody reads a sum any more. */
const commitLimit = 5000;
/** Files of them that are taken out of the database for one answer. */
const filesLimit = 200_000;

export function issueCommitTable(database: Database): IssueCommitTable {
  const looked = (groups: readonly KeyGroup[]) =>
    groups.filter(({ keys, repositories }) => keys.length > 0 && repositories.length > 0);
  return {
    async changed(groups) {
      const wanted = looked(groups);
      return wanted.length === 0 ? { commits: [], counts: new Map() } : changed(database, linksOf(wanted));
    },
    async places(groups) {
      const wanted = looked(groups);
      const nothing = { commits: [], containments: new Map(), tags: [], branches: [] };
      return wanted.length === 0 ? nothing : places(database, linksOf(wanted));
    },
    async find(groups, repository, hash) {
      const wanted = looked(groups.filter(({ repositories }) => repositories.includes(repository)));
      return wanted.length === 0 ? undefined : find(database, linksOf(wanted), repository, hash);
    },
  };
}

interface ChangedRow extends Omit<FilesColumns, 'files'> {
  readonly repository_id: RepositoryId;
  readonly hash: CommitHash;
  readonly parents: readonly CommitHash[];
  readonly author_name: string;
  readonly author_email: string;
  readonly at: Date;
  readonly commit_count: number;
  readonly is_known: boolean;
  readonly files: FilesColumns['files'] | null;
}

/** The files of the newest commits, as many as fit. */
async function changed(database: Database, links: RawBuilder<unknown>): Promise<ChangedCommits> {
  const { rows } = await sql<ChangedRow>`
    select repository_id, encode(hash, 'hex') as hash,
      array(select encode(parent, 'hex') from unnest(parents) as parent) as parents, author_name, author_email, at,
      commit_count, files_read and not from_payload and files is not null and not unreadable
        and file_sum <= ${filesLimit} as is_known,
      case when file_sum <= ${filesLimit} then files end as files,
      file_count, lines_added, lines_removed, unreadable
    from (
      select newest.*, commits.hash, parents, author_name, author_email, files_read, from_payload, files, file_count,
        lines_added, lines_removed, unreadable,
        sum(jsonb_array_length(files)) over (order by newest.at desc, entity_id desc) as file_sum
      from (
        select repository_id, entity_id, at, count(*) over (partition by repository_id) as commit_count
        from ${links} as link where kind = 'commit' order by at desc, entity_id desc limit ${commitLimit}
      ) as newest
      join commits on commits.id = entity_id
      left join commit_files on commit_files.commit_id = entity_id
    ) as looked
    order by at desc, hash`.execute(database);
  return {
    commits: rows.map((row) => ({
      repositoryId: row.repository_id,
      hash: row.hash,
      parents: row.parents,
      authorName: row.author_name,
      authorEmail: row.author_email,
      committedAt: row.at,
      files: knownFiles(row),
    })),
    counts: new Map(rows.map((row) => [row.repository_id, row.commit_count])),
  };
}

function knownFiles({ files, is_known, hash, ...row }: ChangedRow): CommitFiles | undefined {
  return is_known && files !== null ? filesFromColumns(hash, { ...row, files }) : undefined;
}

async function places(database: Database, links: RawBuilder<unknown>): Promise<IssuePlaces> {
  const { rows: commits } = await sql<PlacedIssueCommit>`
    select newest.repository_id as "repositoryId", encode(hash, 'hex') as hash, left(message, 1000) as message,
      containment_id as "containmentId"
    from (
      select repository_id, entity_id, at from ${links} as link where kind = 'commit'
      order by at desc, entity_id desc limit ${commitLimit}
    ) as newest
    join commits on commits.id = entity_id
    left join commit_containments on commit_id = entity_id
    order by newest.at desc, entity_id desc`.execute(database);
  const used = [...new Set(commits.flatMap(({ containmentId }) => containmentId ?? []))];
  const { rows: containments } = await sql<{ id: number; onDefaultBranch: boolean; tags: readonly string[] }>`
    select id, on_default_branch as "onDefaultBranch", tags from containments
    where id = any(${used}::integer[])`.execute(database);
  const { rows: branches } = await sql<IssuePlaces['branches'][number]>`
    select branches.repository_id as "repositoryId", name
    from ${links} as link join branches on branches.id = entity_id
    where kind = 'branch' order by at desc, name`.execute(database);
  return {
    commits: commits.map((commit) => ({ ...commit, containmentId: commit.containmentId ?? undefined })),
    containments: new Map(containments.map(({ id, tags, ...each }) => [id, { ...each, tags: new Set(tags) }])),
    tags: used.length === 0 ? [] : await laterTags(database, used),
    branches,
  };
}

async function laterTags(database: Database, containments: readonly number[]): Promise<readonly LaterTag[]> {
  const { rows } = await sql<LaterTag>`
    with first as (
      select tags.repository_id, min(tags.at) as at
      from containments, unnest(containments.tags) as named
      join tags on tags.name = named
      where containments.id = any(${containments}::integer[]) and tags.repository_id = containments.repository_id
      group by tags.repository_id
    )
    select tags.repository_id as "repositoryId", name, tags.at
    from first join tags on tags.repository_id = first.repository_id and tags.at >= first.at
    order by tags.at, name`.execute(database);
  return rows;
}

async function find(
  database: Database,
  links: RawBuilder<unknown>,
  repository: RepositoryId,
  hash: CommitHash,
): Promise<LinkedCommitPlace | undefined> {
  type Row = Omit<LinkedCommitPlace, 'files'> & { readonly files: FilesColumns['files'] | null };
  const { rows } = await sql<Row>`
    select from_payload as "fromPayload", files,
      array(select encode(parent, 'hex') from unnest(parents) as parent) as parents
    from commits left join commit_files on commit_files.commit_id = commits.id
    where repository_id = ${repository} and hash = decode(${hash}, 'hex') and exists (
      select from ${links} as link where kind = 'commit' and entity_id = commits.id)`.execute(database);
  const [row] = rows;
  return row && { ...row, files: row.files?.map(fileFromTuple) };
}
