/** Where a project may do something, without naming each repository: for asking the database at once. */

import type { ProjectKey, RepositoryId, IntegrationId } from './ids.ts';
import { isGranted, type ProjectAction, type ProjectAssociation, type PushedPlaces } from './project-association.ts';

/** The places at which `decideAccess` says yes to the project, by associations of one site. */
export function grantedPlaces(
  associations: readonly ProjectAssociation[],
  project: ProjectKey,
  action: ProjectAction,
): PushedPlaces {
  const integrations = new Set<IntegrationId>();
  const own = new Set<RepositoryId>();
  const repositories = new Set<RepositoryId>();
  for (const { integrationId, repositoryId, projects, actions } of associations) {
    if (repositoryId !== undefined) own.add(repositoryId);
    if (!actions.includes(action) || !isGranted(projects, project)) continue;
    if (repositoryId === undefined) integrations.add(integrationId);
    else repositories.add(repositoryId);
  }
  return { integrations: [...integrations], exceptions: [...own], repositories: [...repositories] };
}

/** Whether the repository is among them. */
export function isWithin(
  { integrations, exceptions, repositories }: PushedPlaces,
  { id, integrationId }: { readonly id: RepositoryId; readonly integrationId: IntegrationId },
): boolean {
  return repositories.includes(id) || (integrations.includes(integrationId) && !exceptions.includes(id));
}
