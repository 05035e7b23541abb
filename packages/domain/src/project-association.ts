/** Which Jira projects may see and act on which repositories: one gate for every door. */

import { projectOf } from './ids.ts';
import type { IntegrationId, IssueKey, JiraSiteId, ProjectKey, RepositoryId } from './ids.ts';

export type ProjectAction = 'see' | 'create-branch' | 'create-pull-request' | 'smart-commit';

/** All there are, in the order in which people are shown them. */
export const projectActions: readonly ProjectAction[] = ['see', 'create-branch', 'create-pull-request', 'smart-commit'];

/** All projects of a site, these, or with an empty list none. */
export type GrantedProjects = 'all' | readonly ProjectKey[];

/** For each action the projects that may do it at one place. */
export type ProjectGrants = Readonly<Record<ProjectAction, GrantedProjects>>;

/** The projects of one Jira site that may act on the repositories of an integration, or on a single one of them. */
export interface ProjectAssociation {
  readonly jiraSiteId: JiraSiteId;
  readonly integrationId: IntegrationId;
  /** Undefined: every repository of the integration that has no association of its own. */
  readonly repositoryId: RepositoryId | undefined;
  readonly projects: GrantedProjects;
  readonly actions: readonly ProjectAction[];
}

/** The place an association is about, without what it grants. */
export type AssociatedPlace = Omit<ProjectAssociation, 'projects' | 'actions'>;

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
  return associationsOf(where, associations).some(showsSomething);
}

/** The repositories of one site that issues of a project see, without naming each. @param associations of that site */
export function seenPlaces(project: ProjectKey, associations: readonly ProjectAssociation[]): PushedPlaces {
  return pushedPlaces(
    associations.map((each) => (isGranted(each.projects, project) ? each : { ...each, projects: [] })),
  );
}

function showsSomething({ actions, projects }: ProjectAssociation): boolean {
  return actions.includes('see') && (projects === 'all' || projects.length > 0);
}

/** The repositories of one site that `mayPush` lets through, without naming each. */
export interface PushedPlaces {
  /** All of theirs but the exceptions. */
  readonly integrations: readonly IntegrationId[];
  readonly exceptions: readonly RepositoryId[];
  /** And these. */
  readonly repositories: readonly RepositoryId[];
}

/** Of associations of one site. */
export function pushedPlaces(associations: readonly ProjectAssociation[]): PushedPlaces {
  const integrations = new Set<IntegrationId>();
  const own = new Set<RepositoryId>();
  const repositories = new Set<RepositoryId>();
  for (const association of associations) {
    const { integrationId, repositoryId } = association;
    if (repositoryId !== undefined) own.add(repositoryId);
    if (!showsSomething(association)) continue;
    if (repositoryId === undefined) integrations.add(integrationId);
    else repositories.add(repositoryId);
  }
  return { integrations: [...integrations], exceptions: [...own], repositories: [...repositories] };
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

/** What is in force for a repository, its own or its integration's. */
export function grantsFor(where: AssociationPlace, associations: readonly ProjectAssociation[]): ProjectGrants {
  return grantsOf(associationsOf(where, associations));
}

/** What these associations of one place grant together. */
export function grantsOf(associations: readonly ProjectAssociation[]): ProjectGrants {
  const granted = (action: ProjectAction): GrantedProjects => {
    const of = associations.filter(({ actions }) => actions.includes(action)).map(({ projects }) => projects);
    const named = of.flatMap((projects) => (projects === 'all' ? [] : projects));
    return of.includes('all') ? 'all' : [...new Set(named)].toSorted();
  };
  return {
    see: granted('see'),
    'create-branch': granted('create-branch'),
    'create-pull-request': granted('create-pull-request'),
    'smart-commit': granted('smart-commit'),
  };
}

/**
 * One association for each set of projects that is granted something. Where nothing is granted there is one that says
 * so: a repository's own overrides that of its integration all the same.
 */
export function associationsFrom(place: AssociatedPlace, grants: ProjectGrants): readonly ProjectAssociation[] {
  const byProjects = new Map<string, { readonly projects: GrantedProjects; readonly actions: ProjectAction[] }>();
  for (const action of projectActions) {
    const projects = grants[action] === 'all' ? 'all' : [...new Set(grants[action])].toSorted();
    if (projects.length === 0) continue;
    const name = projects === 'all' ? projects : projects.join(' ');
    const same = byProjects.get(name) ?? { projects, actions: [] };
    same.actions.push(action);
    byProjects.set(name, same);
  }
  if (byProjects.size === 0) return [{ ...place, projects: [], actions: [] }];
  return [...byProjects.values()].map((granted) => ({ ...place, ...granted }));
}

/** Whether a project has been granted something. */
export function isGranted(projects: GrantedProjects, project: ProjectKey): boolean {
  return projects === 'all' || projects.includes(project);
}

/** Whether two grants are for the same projects. */
export function isSameGrant(a: GrantedProjects, b: GrantedProjects): boolean {
  if (a === 'all' || b === 'all') return a === b;
  const [one, other] = [new Set(a), new Set(b)];
  return one.size === other.size && [...one].every((project) => other.has(project));
}
