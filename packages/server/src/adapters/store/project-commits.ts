/** Finds the newest commits of a project across thousands of repositories: only those that can have one are looked at. */

import type { RepositoryId } from '@branchline/domain';
import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';
import type { CommitPlace, CommitStretch, ProjectNames } from '../../ports/store/linked-history.ts';
import type { Database } from './database.ts';
import { projectOfKey } from './project-of-key.ts';

/** Whether a link stands after a place; the index by time needs the moment by itself. */
export function isAfter(after: CommitPlace | undefined): RawBuilder<boolean> {
  if (after === undefined) return sql<boolean>`true`;
  return sql<boolean>`at <= ${after.at} and (at, entity_id) < (${after.at}, ${after.id})`;
}

/** As the index `linked_commits_by_project` has it. */
const project = projectOfKey(sql.ref('key'));

/** Repositories that are looked into first; mostly they are enough. */
const repositoriesAtOnce = 64;

interface FoundLink {
  readonly at: Date;
  /** The same with all its digits. */
  readonly moment: string;
  readonly entity_id: number;
}

interface Bound {
  readonly id: RepositoryId;
  /** Nothing in it stands after the place and is newer than that. */
  readonly newest: Date;
}

/**
 * Rows of `at` and `entity_id`, as many as asked for while there are any. Of the repositories that can have the newest,
 * what is newer than anything in the others; of four times as many, as long as that is not enough.
 */
export async function commitsOfProject(
  database: Database,
  names: ProjectNames,
  repositories: readonly RepositoryId[],
  stretch: CommitStretch,
): Promise<RawBuilder<unknown>> {
  const moved = await movedLinks(database, names.moved, repositories, stretch);
  for (let size = repositoriesAtOnce; ; size *= 4) {
    const bounds = await boundsOf(database, names, { repositories, after: stretch.after, count: size + 1 });
    const among = bounds.slice(0, size).map(({ id }) => id);
    const others = bounds.at(size)?.newest;
    const certain = others === undefined ? moved : moved.filter(({ at }) => at > others);
    const found = newest([...certain, ...(await linksIn(database, names, among, stretch, others))], stretch.limit);
    if (others !== undefined && found.length < stretch.limit) continue;
    return sql`select * from unnest(${found.map((each) => each.moment)}::timestamptz[],
      ${found.map((each) => each.entity_id)}::bigint[]) as place (at, entity_id)`;
  }
}

function newest(links: readonly FoundLink[], limit: number): readonly FoundLink[] {
  const each = new Map(links.map((link) => [link.entity_id, link]));
  const inOrder = [...each.values()].toSorted(
    (one, other) => other.at.getTime() - one.at.getTime() || other.entity_id - one.entity_id,
  );
  return inOrder.slice(0, limit);
}

async function boundsOf(
  database: Database,
  { projects }: ProjectNames,
  { repositories, after, count }: BoundsAsked,
): Promise<readonly Bound[]> {
  const { rows } = await sql<Bound>`
    select repository_id as id, least(max(newest_at), ${after?.at ?? null}::timestamptz) as newest
    from project_repositories
    where project = any(${projects}::text[]) and repository_id = any(${repositories}::integer[])
    group by repository_id order by newest desc, id limit ${count}`.execute(database);
  return rows;
}

interface BoundsAsked {
  readonly repositories: readonly RepositoryId[];
  readonly after: CommitPlace | undefined;
  readonly count: number;
}

const asFound = sql`at, at::text as moment, entity_id`;

async function linksIn(
  database: Database,
  { projects }: ProjectNames,
  among: readonly RepositoryId[],
  { after, limit }: CommitStretch,
  others: Date | undefined,
): Promise<readonly FoundLink[]> {
  if (among.length === 0) return [];
  const isCertain = others === undefined ? sql<boolean>`true` : sql<boolean>`at > ${others}`;
  const { rows } = await sql<FoundLink>`
    select distinct ${asFound} from unnest(${among}::integer[]) as seen (id), unnest(${projects}::text[]) as named (project)
    cross join lateral (
      select distinct at, entity_id from linked_issue_keys
      where kind = 'commit' and ${project} = named.project and repository_id = seen.id and ${isAfter(after)}
        and ${isCertain}
      order by at desc, entity_id desc limit ${limit}
    ) as newest
    order by at desc, entity_id desc limit ${limit}`.execute(database);
  return rows;
}

async function movedLinks(
  database: Database,
  moved: ProjectNames['moved'],
  repositories: readonly RepositoryId[],
  { after, limit }: CommitStretch,
): Promise<readonly FoundLink[]> {
  if (moved.length === 0) return [];
  const { rows } = await sql<FoundLink>`
    select distinct ${asFound} from linked_issue_keys
    where kind = 'commit' and key = any(${moved}::text[]) and repository_id = any(${repositories}::integer[])
      and ${isAfter(after)}
    order by at desc, entity_id desc limit ${limit}`.execute(database);
  return rows;
}

/** By what was ever linked, which is quick among thousands; `among` makes sure of a few. */
export async function repositoriesOfProject(
  database: Database,
  { projects, moved }: ProjectNames,
  among?: readonly RepositoryId[],
): Promise<readonly RepositoryId[]> {
  const { rows } = await sql<{ readonly id: RepositoryId }>`
    select repository_id as id from project_repositories where project = any(${projects}::text[])
      and ${among === undefined ? sql`true` : stillHasOne(among)}
    union
    select repository_id from linked_issue_keys where kind = 'commit' and key = any(${moved}::text[])
      and ${among === undefined ? sql`true` : sql`repository_id = any(${among}::integer[])`}
    order by id`.execute(database);
  return rows.map(({ id }) => id);
}

function stillHasOne(among: readonly RepositoryId[]): RawBuilder<boolean> {
  return sql<boolean>`repository_id = any(${among}::integer[]) and exists (
    select from linked_issue_keys as link where kind = 'commit' and link.repository_id = project_repositories.repository_id
      and ${projectOfKey(sql.ref('link.key'))} = project_repositories.project)`;
}
