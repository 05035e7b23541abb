/** Which Jira projects may see and act on which repositories: one gate for every door. */

import { projectOf } from './ids.ts';
import type { IntegrationId, IssueKey, JiraSiteId, ProjectKey, RepositoryId } from './ids.ts';

export type ProjectAction = 'see' | 'create-branch' | 'create-pull-request' | 'smart-commit';

/** The projects of one Jira site that may act on the repositories of an integration, or on a single one of them. */
export interface ProjectAssociation {
  readonly jiraSiteId: JiraSiteId;
  readonly integrationId: IntegrationId;
  /** Undefined: every repository of the integration that has no association of its own. */
  readonly repositoryId: RepositoryId | undefined;
  readonly projects: 'all' | readonly ProjectKey[];
  readonly actions: readonly ProjectAction[];
}

/** A repository as one Jira site looks at it. */
export interface AssociationPlace {
  readonly jiraSiteId: JiraSiteId;
  readonly integrationId: IntegrationId;
  readonly repositoryId: RepositoryId;
}

/** May this project do this with that repository? */
export interface AccessQuestion extends AssociationPlace {
  readonly action: ProjectAction;
  readonly project: ProjectKey;
}

export type AccessDecision =
  | { readonly allowed: true }
  | { readonly allowed: false; readonly because: 'not-associated' | 'action-not-granted' };

/**
 * The gate. Associations of the repository itself override those of its integration, even when they grant less;
 * where there is none, nothing is associated. Several associations of one place add up.
 */
export function decideAccess(question: AccessQuestion, associations: readonly ProjectAssociation[]): AccessDecision {
  const ofProject = associationsOf(question, associations).filter(
    ({ projects }) => projects === 'all' || projects.includes(question.project),
  );
  if (ofProject.length === 0) return { allowed: false, because: 'not-associated' };
  const isGranted = ofProject.some(({ actions }) => actions.includes(question.action));
  return isGranted ? { allowed: true } : { allowed: false, because: 'action-not-granted' };
}

/** The issue keys whose projects may see the repository, in the order given. The others must not leave the house. */
export function visibleKeys(
  keys: readonly IssueKey[],
  where: AssociationPlace,
  associations: readonly ProjectAssociation[],
): readonly IssueKey[] {
  return keys.filter((key) => decideAccess({ ...where, action: 'see', project: projectOf(key) }, associations).allowed);
}

/** Whether any project of the site may see the repository at all; otherwise there is nothing to push. */
export function mayPush(where: AssociationPlace, associations: readonly ProjectAssociation[]): boolean {
  return associationsOf(where, associations).some(
    ({ actions, projects }) => actions.includes('see') && (projects === 'all' || projects.length > 0),
  );
}

function associationsOf(
  where: AssociationPlace,
  associations: readonly ProjectAssociation[],
): readonly ProjectAssociation[] {
  const ofIntegration = associations.filter(
    ({ jiraSiteId, integrationId }) => jiraSiteId === where.jiraSiteId && integrationId === where.integrationId,
  );
  const own = ofIntegration.filter(({ repositoryId }) => repositoryId === where.repositoryId);
  return own.length > 0 ? own : ofIntegration.filter(({ repositoryId }) => repositoryId === undefined);
}
