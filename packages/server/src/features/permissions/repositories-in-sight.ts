/** The repositories that a Jira site may see, by its associations. */

import {
  decideAccess,
  grantsFor,
  mayPush,
  noFormerKeys,
  presentAssociations,
  type AssociationPlace,
  type GrantedProjects,
  type IntegrationId,
  type JiraSiteId,
  type ProjectAssociation,
  type Repository,
  type RepositoryId,
} from '@branchline/domain';
import type { RepositoriesInSight } from '../../ports/issue-gate.ts';
import type { Tables } from '../../ports/store.ts';

/** Whoever looks at issues of this site may look into these. */
export async function repositoriesInSightOf(store: Tables, jiraSiteId: JiraSiteId): Promise<RepositoriesInSight> {
  const repositories = await store.repositories.places();
  const projects = await store.issueAliases.projects(jiraSiteId);
  const written = await store.associations.list(jiraSiteId);
  const associations = presentAssociations(written, { ...noFormerKeys, projects });
  const decisive = decisiveAssociations(associations);
  const placed = repositories.map(({ id: repositoryId, integrationId }) => {
    const where = { jiraSiteId, integrationId, repositoryId };
    return { where, associations: decisive(where) };
  });
  return {
    any: placed.filter((each) => mayPush(each.where, each.associations)).map(({ where }) => where.repositoryId),
    of: (project) =>
      placed
        .filter((each) => decideAccess({ ...each.where, action: 'see', project }, each.associations).allowed)
        .map(({ where }) => where.repositoryId),
  };
}

/** For each repository of these the projects of the site that see it, by the keys of today; none where none does. */
export async function seeingProjectsOf(
  store: Tables,
  jiraSiteId: JiraSiteId,
  repositories: readonly Pick<Repository, 'id' | 'integrationId'>[],
): Promise<ReadonlyMap<RepositoryId, GrantedProjects>> {
  const projects = await store.issueAliases.projects(jiraSiteId);
  const written = await store.associations.list(jiraSiteId);
  const decisive = decisiveAssociations(presentAssociations(written, { ...noFormerKeys, projects }));
  return new Map(
    repositories.map(({ id, integrationId }) => {
      const where = { jiraSiteId, integrationId, repositoryId: id };
      return [id, grantsFor(where, decisive(where)).see];
    }),
  );
}

/** For each place the few that can decide about it: a site may have thousands. */
function decisiveAssociations(associations: readonly ProjectAssociation[]) {
  const byPlace = Map.groupBy(associations, (each) => placeName(each.integrationId, each.repositoryId));
  return ({ integrationId, repositoryId }: AssociationPlace): readonly ProjectAssociation[] => [
    ...(byPlace.get(placeName(integrationId, repositoryId)) ?? []),
    ...(byPlace.get(placeName(integrationId, undefined)) ?? []),
  ];
}

function placeName(integrationId: IntegrationId, repositoryId: RepositoryId | undefined): string {
  return `${integrationId}/${repositoryId ?? 'all'}`;
}
