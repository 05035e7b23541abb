/** Saves which projects may see repositories, and sends and takes back accordingly. */

import type { ProjectAssociation } from '@branchline/domain';
import { addPushJobs } from '../../ports/job-options.ts';
import type { Store } from '../../ports/store.ts';

export interface SaveAssociationDeps {
  readonly store: Store;
}

export type SaveAssociationResult = { readonly outcome: 'saved' } | { readonly outcome: 'unknown-place' };

/**
 * Replaces the association of this place and makes every row of its repositories news again, in one transaction, so
 * that Jira takes the cut-down entity for newer than the fuller one it has.
 */
export async function saveAssociation(
  deps: SaveAssociationDeps,
  association: ProjectAssociation,
): Promise<SaveAssociationResult> {
  return deps.store.transaction(async (tables) => {
    const site = await tables.jiraSites.get(association.jiraSiteId);
    const repositories = await tables.repositories.listByIntegration(association.integrationId);
    const integration = await tables.integrations.get(association.integrationId);
    const affected =
      association.repositoryId === undefined
        ? repositories
        : repositories.filter(({ id }) => id === association.repositoryId);
    const ofRepository = association.repositoryId !== undefined;
    if (site === undefined || integration === undefined || (ofRepository && affected.length === 0)) {
      return { outcome: 'unknown-place' };
    }
    await tables.associations.save(association);
    for (const { id } of affected) {
      await tables.development.renumber(id);
      await addPushJobs(tables.jobs, id, site.id);
    }
    return { outcome: 'saved' };
  });
}
