/** Lists the repositories in which somebody can act from an issue, the likeliest first. */

import {
  grantedPlaces,
  isWithin,
  mayAdminister,
  pushedPlaces,
  type IntegrationId,
  type IssueKey,
  type RepositoryId,
} from '@branchline/domain';
import type { Caller } from '../../ports/caller.ts';
import type { GitServiceConnector } from '../../ports/git-service.ts';
import type { WithheldService } from '../../ports/issue-gate.ts';
import type { Candidate, CandidateQuery } from '../../ports/store/acting.ts';
import type { IntegrationStanding } from '../../ports/store/integrations.ts';
import type { ActingDeps } from './acting-deps.ts';
import { plannedActor, type PlannedActor } from './actors.ts';
import { issueAtSites, type ActingAction, type IssueAtSite } from './admit.ts';

/** What is wanted. */
export interface RepositoriesAsked {
  readonly issue: IssueKey;
  readonly action: ActingAction;
  /** Part of a name, in any case. */
  readonly search: string | undefined;
  /** This one alone; undefined: those that come first. */
  readonly only?: RepositoryId | undefined;
}

/** A repository, and what can be done there as whom. */
export interface ActionRepository extends Candidate {
  readonly integration: IntegrationStanding;
  readonly connector: GitServiceConnector;
  readonly actor: PlannedActor;
  readonly mayCreateBranch: boolean;
  readonly mayCreatePullRequest: boolean;
}

export interface ActionRepositories {
  readonly repositories: readonly ActionRepository[];
  /** There are more. */
  readonly isCut: boolean;
  /** Why there are none, and what to do; undefined when there are some. */
  readonly because: string | undefined;
}

/** Repositories that are listed. */
export const repositoriesShown = 50;
/** Candidates that are looked at when somebody's own rights at the service leave most of them out. */
const mostLookedAt = 200;

/** Undefined for an issue that is not for their eyes. @throws Failure when nobody could tell */
export async function listRepositoriesForAction(
  deps: ActingDeps,
  caller: Caller,
  asked: RepositoriesAsked,
): Promise<ActionRepositories | undefined> {
  if (!(await deps.issueGate.maySee(caller, asked.issue))) return undefined;
  const sites = await issueAtSites(deps, caller, asked.issue);
  const integrations = new Map((await deps.store.integrations.list()).map((each) => [each.id, each]));
  const query = await queryFor(deps, caller, asked, sites);
  const { found, isCut, withheld } = await readableOnes(deps, caller, query);
  const actors = new Map<IntegrationId, PlannedActor>();
  const repositories: ActionRepository[] = [];
  for (const candidate of found) {
    const integration = integrations.get(candidate.repository.integrationId);
    const connector = integration && deps.connectors.get(integration.connector);
    if (integration === undefined || connector === undefined) continue;
    const actor = actors.get(integration.id) ?? (await plannedActor(deps, caller.principal, integration));
    actors.set(integration.id, actor);
    repositories.push({ ...candidate, integration, connector, actor, ...mayDo(candidate, sites) });
  }
  const because = repositories.length > 0 ? undefined : await whyNone(deps, asked, query, withheld);
  return { repositories, isCut, because };
}

async function queryFor(
  deps: ActingDeps,
  { principal }: Caller,
  { action, search, only, issue }: RepositoriesAsked,
  sites: readonly IssueAtSite[],
): Promise<Omit<CandidateQuery, 'skip' | 'limit'>> {
  const [first] = sites;
  const person = await deps.personOf(principal);
  const choices =
    person === undefined || first === undefined ? [] : await deps.store.acting.choices(person, first.project);
  const able = [...deps.connectors.values()].filter(({ capabilities }) => capabilities.includes('actions'));
  return {
    places: first === undefined ? [] : sites.map((site) => grantedPlaces(site.associations, site.project, action)),
    inSight: mayAdminister(principal) ? undefined : sites.map(({ associations }) => pushedPlaces(associations)),
    connectors: able.map(({ id }) => id),
    search: search === '' ? undefined : search,
    only,
    preferred: choices[0]?.repositoryId,
    keys: [...new Set([issue, ...sites.flatMap(({ key, formerKeys }) => [key, ...formerKeys])])],
    project: first?.project ?? grantlessProject,
  };
}

/** Of nobody's: there is no site, and so nothing is found. */
const grantlessProject = '' as IssueAtSite['project'];

/** As many as are shown of those that they may read at the service; one more says that there are others. */
async function readableOnes(deps: ActingDeps, caller: Caller, query: Omit<CandidateQuery, 'skip' | 'limit'>) {
  const found: Candidate[] = [];
  const withheld: WithheldService[] = [];
  const limit = repositoriesShown + 1;
  for (let skip = 0; skip < mostLookedAt; skip += limit) {
    const page = await deps.store.acting.candidates({ ...query, skip, limit });
    const ids = page.map(({ repository }) => repository.id);
    const readable = await deps.issueGate.readableAmong(caller, ids);
    const known = new Set<RepositoryId>(readable.ids);
    found.push(...page.filter(({ repository }) => known.has(repository.id)));
    const told = new Set(withheld.map(({ integrationId }) => integrationId));
    withheld.push(...readable.withheld.filter(({ integrationId }) => !told.has(integrationId)));
    if (found.length > repositoriesShown) return { found: found.slice(0, repositoriesShown), isCut: true, withheld };
    if (page.length < limit) return { found, isCut: false, withheld };
  }
  return { found, isCut: true, withheld };
}

/** From a repository without any commit nothing can be begun. */
function mayDo({ repository }: Candidate, sites: readonly IssueAtSite[]) {
  const may = (action: ActingAction) =>
    repository.remoteState !== 'empty' &&
    sites.some(({ associations, project }) => isWithin(grantedPlaces(associations, project, action), repository));
  return { mayCreateBranch: may('create-branch'), mayCreatePullRequest: may('create-pull-request') };
}

const objects: Readonly<Record<ActingAction, string>> = {
  'create-branch': 'create branches',
  'create-pull-request': 'open pull requests',
};

/** The first reason that holds. */
async function whyNone(
  { store, connectors }: ActingDeps,
  { action }: RepositoriesAsked,
  query: Omit<CandidateQuery, 'skip' | 'limit'>,
  withheld: readonly WithheldService[],
): Promise<string> {
  if (query.places.length === 0) {
    return 'No Jira site is connected yet, so no project may change anything. Whoever administers Branchline can connect one.';
  }
  if (withheld.length > 0) return withheld.map(({ because, remedy }) => `${because} ${remedy}`).join(' ');
  const first = { ...query, skip: 0, limit: 1 };
  if (query.only !== undefined && (await store.acting.candidates({ ...first, only: undefined })).length > 0) {
    return `The repository that was named is none in which you can ${objects[action]} from this issue. Choose another one.`;
  }
  if (query.search !== undefined && (await store.acting.candidates({ ...first, search: undefined })).length > 0) {
    return `No repository in which you can ${objects[action]} is called like "${query.search}". Search for another part of its name.`;
  }
  const [other] = await store.acting.candidates({ ...first, search: undefined, connectors: [...connectors.keys()] });
  if (other !== undefined) {
    return `The Git services of this project's repositories, such as ${other.repository.name}, offer no way to do this from outside. Do it with git, or on the pages of the service.`;
  }
  return `This project may not ${objects[action]} in any repository that is connected. Whoever administers Branchline can allow it, where projects are associated with repositories.`;
}
