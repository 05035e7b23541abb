/** Which Jira projects may see, and act on, which repositories. */

import {
  associationsFrom,
  projectActions,
  type AssociatedPlace,
  type GrantedProjects,
  type IntegrationId,
  type JiraSiteId,
  type ProjectAction,
  type ProjectAssociation,
  type ProjectGrants,
  type ProjectKey,
  type RepositoryId,
} from '@branchline/domain';
import { sql } from 'kysely';
import type { Selectable } from 'kysely';
import type { AppliedAssociation, AssociationTable } from '../../ports/store/associations.ts';
import { together } from './database.ts';
import type { Database } from './database.ts';
import { jsonForPostgres } from './json.ts';
import type { AppliedAssociationRow, AssociationRow } from './schema-sending.ts';

export function associationTable(database: Database): AssociationTable {
  const rows = database.selectFrom('project_associations').selectAll();
  return {
    async list(site) {
      const ordered = rows.where('jira_site_id', '=', site).orderBy('integration_id').orderBy('repository_id');
      return (await ordered.execute()).flatMap(associationsFromRow);
    },
    async about({ jiraSiteId, integrationId, repositoryId }) {
      const query = rows.where('jira_site_id', '=', jiraSiteId).where('integration_id', '=', integrationId);
      const deciding = query.where((row) =>
        row.or([row('repository_id', '=', repositoryId), row('repository_id', 'is', null)]),
      );
      return (await deciding.orderBy('repository_id').execute()).flatMap(associationsFromRow);
    },
    save: (place, grants) => save(database, place, grants),
    async remove(site, integration, repository) {
      await sql`
        delete from project_associations
        where jira_site_id = ${site} and integration_id = ${integration}
          and repository_id is not distinct from ${repository ?? null}::integer`.execute(database);
    },
    applied: (...about) => applied(database, ...about),
    async appliedTo({ jiraSiteId, integrationId, repositoryId }) {
      const { rows } = await sql<Pick<AppliedAssociationRow, 'projects'>>`
        select projects from applied_associations
        where jira_site_id = ${jiraSiteId} and integration_id = ${integrationId}
          and (repository_id = ${repositoryId} or repository_id is null)
        order by repository_id nulls last limit 1`.execute(database);
      return rows[0] === undefined ? [] : grantedFrom(rows[0].projects);
    },
    saveApplied: (...about) => saveApplied(database, ...about),
  };
}

async function save(database: Database, place: AssociatedPlace, grants: ProjectGrants): Promise<void> {
  const { projects, actions } = plainColumns(place, grants);
  const about = {
    jira_site_id: place.jiraSiteId,
    integration_id: place.integrationId,
    repository_id: place.repositoryId ?? null,
  };
  const granted = { projects, actions, granted: sql`${jsonForPostgres(grants)}::jsonb` };
  await database
    .insertInto('project_associations')
    .values({ ...about, ...granted })
    .onConflict((conflict) =>
      conflict.columns(['jira_site_id', 'integration_id', 'repository_id']).doUpdateSet(granted),
    )
    .execute();
}

/**
 * What the release before this one reads: one list of projects for all actions. It is that of seeing, with the actions
 * that are granted to exactly the same projects, so that it never grants more.
 */
function plainColumns(
  place: AssociatedPlace,
  grants: ProjectGrants,
): { readonly projects: readonly string[] | null; readonly actions: readonly ProjectAction[] } {
  const seeing = associationsFrom(place, grants).find(({ actions }) => actions.includes('see'));
  if (seeing === undefined) return { projects: [], actions: [] };
  return { projects: seeing.projects === 'all' ? null : seeing.projects, actions: seeing.actions };
}

/** What the release before wrote over counts: it does not know of `granted`. */
function associationsFromRow(row: Selectable<AssociationRow>): readonly ProjectAssociation[] {
  const place = {
    jiraSiteId: row.jira_site_id as JiraSiteId,
    integrationId: row.integration_id as IntegrationId,
    repositoryId: (row.repository_id ?? undefined) as RepositoryId | undefined,
  };
  const actions = row.actions as readonly ProjectAction[];
  const grants = row.granted as ProjectGrants | null;
  const plain = { ...place, projects: grantedFrom(row.projects), actions };
  if (grants === null) return [plain];
  const kept = plainColumns(place, grants);
  const isSame =
    jsonForPostgres([kept.projects, kept.actions]) ===
    jsonForPostgres([row.projects, projectActions.filter((action) => actions.includes(action))]);
  return isSame ? associationsFrom(place, grants) : [plain];
}

function grantedFrom(projects: readonly string[] | null): GrantedProjects {
  return projects === null ? 'all' : (projects as readonly ProjectKey[]);
}

async function applied(
  database: Database,
  site: JiraSiteId,
  integration: IntegrationId,
): Promise<readonly AppliedAssociation[]> {
  const query = database.selectFrom('applied_associations').selectAll().where('jira_site_id', '=', site);
  const rows: readonly AppliedAssociationRow[] = await query.where('integration_id', '=', integration).execute();
  return rows.map(({ repository_id, projects }) => ({
    repositoryId: (repository_id ?? undefined) as RepositoryId | undefined,
    projects: grantedFrom(projects),
  }));
}

async function saveApplied(
  database: Database,
  site: JiraSiteId,
  integration: IntegrationId,
  rows: readonly AppliedAssociation[],
): Promise<void> {
  await together(database, async (database) => {
    await database
      .deleteFrom('applied_associations')
      .where('jira_site_id', '=', site)
      .where('integration_id', '=', integration)
      .execute();
    const json = jsonForPostgres(
      rows.map(({ repositoryId, projects }) => ({
        id: repositoryId ?? null,
        projects: projects === 'all' ? null : projects,
      })),
    );
    await sql`
      insert into applied_associations (jira_site_id, integration_id, repository_id, projects)
      select ${site}::integer, ${integration}::integer, id, projects
      from json_to_recordset(${json}::json) as row (id integer, projects text[])`.execute(database);
  });
}
