/** What people chose when they acted from issues, and which repositories come into question. */

import type { IssueKey, ProjectKey, PushedPlaces, RepositoryId } from '@branchline/domain';
import { sql } from 'kysely';
import type { RawBuilder, Selectable } from 'kysely';
import {
  mostChoices,
  projectLinksCounted,
  type ActedOn,
  type ActingTable,
  type Candidate,
  type CandidateQuery,
} from '../../ports/store/acting.ts';
import { together, type Database } from './database.ts';
import { textForPostgres } from './json.ts';
import { standingFromRow } from './repository-row.ts';
import type { RepositoryRow } from './schema.ts';

export function actingTable(database: Database): ActingTable {
  return {
    async choices(person, project) {
      const rows = await database
        .selectFrom('action_choices')
        .innerJoin('identities', 'identities.id', 'identity_id')
        .select(['repository_id', 'source_branch', 'target_branch'])
        .where('person_id', '=', person)
        .where('project_key', '=', project)
        .orderBy('changed_at', 'desc')
        .orderBy('repository_id')
        .limit(mostChoices)
        .execute();
      return rows.map((row) => ({
        repositoryId: row.repository_id as RepositoryId,
        sourceBranch: row.source_branch ?? undefined,
        targetBranch: row.target_branch ?? undefined,
      }));
    },
    async choose(identityId, { project, repositoryId, sourceBranch, targetBranch }, at) {
      const chosen = {
        ...(sourceBranch === undefined ? {} : { source_branch: textForPostgres(sourceBranch) }),
        ...(targetBranch === undefined ? {} : { target_branch: textForPostgres(targetBranch) }),
        changed_at: at,
      };
      const place = { identity_id: identityId, project_key: project, repository_id: repositoryId };
      await together(database, async (database) => {
        await database
          .insertInto('action_choices')
          .values({ ...place, ...chosen })
          .onConflict((conflict) =>
            conflict.columns(['identity_id', 'project_key', 'repository_id']).doUpdateSet(chosen),
          )
          .execute();
        await sql`
          delete from action_choices where identity_id = ${identityId} and (project_key, repository_id) in (
            select project_key, repository_id from action_choices where identity_id = ${identityId}
            order by changed_at desc, project_key, repository_id offset ${mostChoices})`.execute(database);
      });
    },
    candidates: (query) => candidates(database, query),
    names: (repository, thing, keys) => names(database, repository, thing, keys),
  };
}

async function names(
  database: Database,
  repository: RepositoryId,
  thing: ActedOn,
  keys: readonly IssueKey[],
): Promise<boolean> {
  const { rows } = await sql`
    select from linked_issue_keys as link
    where link.key = any(${keys}::text[]) and link.repository_id = ${repository} and link.kind = ${thing.kind}
      and link.entity_id in (${ids(repository, thing)})
    limit 1`.execute(database);
  return rows.length > 0;
}

function ids(repository: RepositoryId, thing: ActedOn): RawBuilder<unknown> {
  return thing.kind === 'branch'
    ? sql`select id from branches
        where repository_id = ${repository} and name = ${textForPostgres(thing.name)} and not removed`
    : sql`select id from pull_requests
        where repository_id = ${repository} and remote_id = ${textForPostgres(thing.remoteId)} and not removed`;
}

interface Row extends Selectable<RepositoryRow> {
  readonly names_issue: boolean;
  readonly project_commits: number;
}

async function candidates(database: Database, query: CandidateQuery): Promise<readonly Candidate[]> {
  const { preferred, keys, project, skip, limit } = query;
  const { rows } = await sql<Row>`
    with ${ofProject(project)}, ${namingIssue(keys)}
    select repositories.*, naming.repository_id is not null as names_issue, coalesce(busy.commits, 0) as project_commits
    from repositories join integrations on integrations.id = integration_id
      left join busy on busy.repository_id = repositories.id
      left join naming on naming.repository_id = repositories.id
    where ${conditionsOf(query)}
    order by repositories.id = ${preferred ?? 0} desc, names_issue desc, project_commits desc, lower(repositories.shown_name),
      repositories.id
    offset ${skip} limit ${limit}`.execute(database);
  return rows.map((row) => ({
    repository: standingFromRow(row),
    namesIssue: row.names_issue,
    projectCommits: row.project_commits,
  }));
}

/** Keys of `ABC` lie between `ABC-` and `ABC.`, which is the next character. */
function ofProject(project: ProjectKey): RawBuilder<unknown> {
  return sql`busy as (
    select repository_id, count(distinct entity_id)::integer as commits from (
      select repository_id, entity_id from linked_issue_keys
      where key >= ${`${project}-`} collate "C" and key < ${`${project}.`} collate "C" and kind = 'commit'
      limit ${projectLinksCounted}) as links
    group by repository_id)`;
}

function namingIssue(keys: readonly IssueKey[]): RawBuilder<unknown> {
  return sql`naming as (select distinct repository_id from linked_issue_keys where key = any(${keys}::text[]))`;
}

function conditionsOf({ places, inSight, connectors, search, only }: CandidateQuery): RawBuilder<unknown> {
  const conditions = [
    sql`integrations.removing_since is null and remote_state not in ('gone', 'archived')`,
    sql`integrations.connector = any(${connectors}::text[])`,
    within(places),
  ];
  if (inSight !== undefined) conditions.push(within(inSight));
  if (only !== undefined) conditions.push(sql`repositories.id = ${only}`);
  if (search !== undefined) {
    const part = textForPostgres(search.toLowerCase());
    conditions.push(sql`(strpos(lower(repositories.name), ${part}) > 0 or strpos(lower(shown_name), ${part}) > 0)`);
  }
  return sql.join(conditions, sql` and `);
}

/** In any of them. */
function within(places: readonly PushedPlaces[]): RawBuilder<unknown> {
  if (places.length === 0) return sql`false`;
  const each = places.map(
    ({ integrations, exceptions, repositories }) => sql`(
      (integration_id = any(${integrations}::integer[]) and repositories.id <> all(${exceptions}::integer[]))
      or repositories.id = any(${repositories}::integer[]))`,
  );
  return sql`(${sql.join(each, sql` or `)})`;
}
