/** Which Jira projects may see, and act on, which repositories. */

import type {
  IntegrationId,
  JiraSiteId,
  ProjectAction,
  ProjectAssociation,
  ProjectKey,
  RepositoryId,
} from '@branchline/domain';
import { sql } from 'kysely';
import type { Selectable } from 'kysely';
import type { AssociationTable } from '../../ports/store/associations.ts';
import type { Database } from './database.ts';
import type { AssociationRow } from './schema.ts';

export function associationTable(database: Database): AssociationTable {
  return {
    async list(site) {
      const query = database.selectFrom('project_associations').selectAll().where('jira_site_id', '=', site);
      return (await query.orderBy('integration_id').orderBy('repository_id').execute()).map(associationFromRow);
    },
    async save(association) {
      const granted = {
        projects: association.projects === 'all' ? null : association.projects,
        actions: association.actions,
      };
      const about = {
        jira_site_id: association.jiraSiteId,
        integration_id: association.integrationId,
        repository_id: association.repositoryId ?? null,
      };
      await database
        .insertInto('project_associations')
        .values({ ...about, ...granted })
        .onConflict((conflict) =>
          conflict.columns(['jira_site_id', 'integration_id', 'repository_id']).doUpdateSet(granted),
        )
        .execute();
    },
    async remove(site, integration, repository) {
      await sql`
        delete from project_associations
        where jira_site_id = ${site} and integration_id = ${integration}
          and repository_id is not distinct from ${repository ?? null}::integer`.execute(database);
    },
  };
}

function associationFromRow(row: Selectable<AssociationRow>): ProjectAssociation {
  return {
    jiraSiteId: row.jira_site_id as JiraSiteId,
    integrationId: row.integration_id as IntegrationId,
    repositoryId: (row.repository_id ?? undefined) as RepositoryId | undefined,
    projects: row.projects === null ? 'all' : (row.projects as readonly ProjectKey[]),
    actions: row.actions as readonly ProjectAction[],
  };
}
