/** Saves which projects may see and act on repositories, and sends and takes back accordingly. */

import {
  grantsFor,
  grantsOf,
  type AssociatedPlace,
  type ProjectAssociation,
  type ProjectGrants,
} from '@branchline/domain';
import { applyAssociationOptions } from '../../ports/job-options.ts';
import type { Store, Tables } from '../../ports/store.ts';

export interface SaveAssociationDeps {
  readonly store: Store;
}

export type SaveAssociationResult = { readonly outcome: 'saved' } | { readonly outcome: 'unknown-place' };

/** Replaces everything the place grants by this one association. */
export async function saveAssociation(
  deps: SaveAssociationDeps,
  association: ProjectAssociation,
): Promise<SaveAssociationResult> {
  const { jiraSiteId, integrationId, repositoryId } = association;
  return saveGrants(deps, { jiraSiteId, integrationId, repositoryId }, grantsOf([association]));
}

/**
 * Replaces everything the place grants. What a repository grants itself is left alone when its integration is saved.
 * Nothing more leaves of the repositories concerned until a job has made news of the rows whose keys come or go, so that
 * Jira takes the cut-down entity for newer than the fuller one it has, and nothing is sent as an event that is none.
 */
export async function saveGrants(
  { store }: SaveAssociationDeps,
  place: AssociatedPlace,
  grants: ProjectGrants,
): Promise<SaveAssociationResult> {
  return store.transaction(async (tables) => {
    if (!(await isPlace(tables, place))) return { outcome: 'unknown-place' };
    await tables.associations.save(place, grants);
    await follow(tables, place);
    return { outcome: 'saved' };
  });
}

/** The repository inherits from its integration again; an integration grants nothing from now on. */
export async function inheritGrants(
  { store }: SaveAssociationDeps,
  place: AssociatedPlace,
): Promise<SaveAssociationResult> {
  return store.transaction(async (tables) => {
    if (!(await isPlace(tables, place))) return { outcome: 'unknown-place' };
    await tables.associations.remove(place.jiraSiteId, place.integrationId, place.repositoryId);
    await follow(tables, place);
    return { outcome: 'saved' };
  });
}

/** Whether there are such a site, integration and repository. */
export async function isPlace(tables: Tables, place: AssociatedPlace): Promise<boolean> {
  const { jiraSiteId, integrationId, repositoryId } = place;
  if ((await tables.jiraSites.get(jiraSiteId)) === undefined) return false;
  if ((await tables.integrations.get(integrationId)) === undefined) return false;
  return repositoryId === undefined || (await tables.repositories.get(repositoryId))?.integrationId === integrationId;
}

/** What is in force at a place; for an integration, what its repositories inherit. */
export async function grantsAt(tables: Tables, place: AssociatedPlace): Promise<ProjectGrants> {
  const { repositoryId } = place;
  if (repositoryId !== undefined)
    return grantsFor({ ...place, repositoryId }, await tables.associations.about({ ...place, repositoryId }));
  const all = await tables.associations.list(place.jiraSiteId);
  return grantsOf(all.filter((each) => each.integrationId === place.integrationId && each.repositoryId === undefined));
}

async function follow(tables: Tables, { jiraSiteId, integrationId }: AssociatedPlace): Promise<void> {
  const options = applyAssociationOptions(jiraSiteId, integrationId);
  await tables.jobs.add('apply-association', { jiraSiteId, integrationId }, options);
}
