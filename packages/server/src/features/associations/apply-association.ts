/** Makes news of the rows that a changed association concerns, and of no others. */

import {
  grantsOf,
  isSameGrant,
  presentProject,
  type FormerKeys,
  type GrantedProjects,
  type IntegrationId,
  type JiraSiteId,
  type ProjectAssociation,
  type ProjectKey,
  type RepositoryId,
} from '@branchline/domain';
import { addPushJobsEverywhere } from '../../ports/job-options.ts';
import type { Store } from '../../ports/store.ts';
import type { AppliedAssociation } from '../../ports/store/associations.ts';
import type { SightChange } from '../../ports/store/development.ts';
import { sendKeysAgain } from '../issues/send-keys-again.ts';

/** Which projects see a repository, or, under undefined, those that have nothing of their own. */
type Sight = ReadonlyMap<RepositoryId | undefined, GrantedProjects>;

function sightIn(associations: readonly ProjectAssociation[]): Sight {
  const byPlace = Map.groupBy(associations, ({ repositoryId }) => repositoryId);
  return new Map([...byPlace].map(([place, granted]) => [place, grantsOf(granted).see]));
}

function sightOf(sight: Sight, repository: RepositoryId): GrantedProjects {
  return sight.get(repository) ?? sight.get(undefined) ?? [];
}

/** What changed, with the repositories it changed for: those that inherit are looked at together. */
function changesBetween(
  before: Sight,
  after: Sight,
  repositories: readonly RepositoryId[],
): readonly (SightChange & { readonly repositories: readonly RepositoryId[] })[] {
  const isOwn = (id: RepositoryId) => before.has(id) || after.has(id);
  const inheriting = { before: before.get(undefined) ?? [], after: after.get(undefined) ?? [] };
  const own = repositories
    .filter(isOwn)
    .map((id) => ({ before: sightOf(before, id), after: sightOf(after, id), repositories: [id] }));
  const all = [{ ...inheriting, repositories: repositories.filter((id) => !isOwn(id)) }, ...own];
  return all.filter((change) => !isSameGrant(change.before, change.after));
}

/** Every key that the projects have and had: text in git says any of them. */
function namesOf(granted: GrantedProjects, renamed: FormerKeys['projects']): GrantedProjects {
  if (granted === 'all' || renamed.size === 0) return granted;
  const present = granted.map((project) => presentProject(project, renamed));
  const former = [...renamed.keys()].filter((key) => present.includes(presentProject(key, renamed)));
  return [...new Set([...present, ...former])].toSorted();
}

/** The projects for which something changed, by their keys of today. */
function differenceOf({ before, after }: SightChange, renamed: FormerKeys['projects']): GrantedProjects {
  if (before === 'all' || after === 'all') return 'all';
  const isChanged = (project: ProjectKey) => before.includes(project) !== after.includes(project);
  return [...before, ...after].filter(isChanged).map((project) => presentProject(project, renamed));
}

/**
 * Compares what the integration grants now with what was followed last, in one transaction. A change that is taken back
 * before it was followed costs nothing; one that comes meanwhile has a job of its own.
 */
export async function applyAssociation(
  { store }: { readonly store: Store },
  { jiraSiteId, integrationId }: { readonly jiraSiteId: JiraSiteId; readonly integrationId: IntegrationId },
): Promise<void> {
  await store.transaction(async (tables) => {
    const integration = await tables.integrations.get(integrationId);
    if (integration === undefined || (await tables.jiraSites.get(jiraSiteId)) === undefined) return;
    const all = await tables.associations.list(jiraSiteId);
    const after = sightIn(all.filter((each) => each.integrationId === integrationId));
    const applied = await tables.associations.applied(jiraSiteId, integrationId);
    const before: Sight = new Map(applied.map(({ repositoryId, projects }) => [repositoryId, projects]));
    const repositories = (await tables.repositories.listByIntegration(integrationId)).map(({ id }) => id);
    const sites = await tables.jiraSites.list();
    const renamed = await tables.issueAliases.projects(jiraSiteId);
    for (const change of changesBetween(before, after, repositories)) {
      const inText = { before: namesOf(change.before, renamed), after: namesOf(change.after, renamed) };
      const concerned = await tables.development.renumberProjects(change.repositories, jiraSiteId, inText);
      const places = concerned.map((id) => ({ id, integrationId }));
      await addPushJobsEverywhere(tables.jobs, places, sites);
      const moved = await tables.issueAliases.movedInto(jiraSiteId, differenceOf(change, renamed));
      await sendKeysAgain(tables, jiraSiteId, moved, 'quietly');
    }
    const followed = [...after].map(([repositoryId, projects]): AppliedAssociation => ({ repositoryId, projects }));
    await tables.associations.saveApplied(jiraSiteId, integrationId, followed);
  });
}
