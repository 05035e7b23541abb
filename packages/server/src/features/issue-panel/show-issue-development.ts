/** What an issue looks like from git, for somebody who may see it: under all its keys, from the repositories in sight. */

import { Failure, type IssueKey, type KeyLink, type RepositoryId } from '@branchline/domain';
import type { Caller } from '../../ports/caller.ts';
import type { RepositoryLinks } from '../../ports/git-service.ts';
import type { ReadKnownIssues, ShownIssue } from '../../ports/read-known-issues.ts';
import type { RepositoryDevelopment } from '../../ports/store/issues.ts';
import type { KnownAuthor } from '../../ports/store/people.ts';
import type { RepositoryCoverage } from '../../ports/store/repositories.ts';
import type { CommandOfCommit } from '../../ports/store/smart-commits.ts';
import { openIssueScope, type IssueScope, type IssueScopeDeps } from './issue-scope.ts';
import { servicesOf, type ServedRepository, type ServicesDeps } from './services-of.ts';

export interface ShowIssueDevelopmentDeps extends IssueScopeDeps, ServicesDeps {
  readonly store: IssueScopeDeps['store'];
  readonly readKnownIssues: ReadKnownIssues;
}

/** What one repository has of the issue, and what can be done with it from there. */
export interface RepositoryPart extends RepositoryDevelopment {
  readonly links: RepositoryLinks;
  /** What the Git service is called, and what it calls a pull request. */
  readonly serviceTitle: string;
  readonly pullRequestWord: string;
  /** What its commits commanded to this issue, in order. */
  readonly commands: readonly CommandOfCommit[];
  readonly may: { readonly createBranch: boolean; readonly createPullRequest: boolean; readonly browse: boolean };
  readonly requiresPersonalToken: boolean;
  /** Git has its content here. */
  readonly isMirrored: boolean;
}

export interface IssueDevelopmentView extends Pick<
  IssueScope,
  'key' | 'formerKeys' | 'children' | 'presentOf' | 'withheld'
> {
  /** What Jira says of it; undefined when nobody knows. */
  readonly issue: ShownIssue | undefined;
  readonly repositories: readonly RepositoryPart[];
  /** How far we have looked. */
  readonly coverage: RepositoryCoverage;
  /** Whom the addresses of its commits belong to. */
  readonly authors: ReadonlyMap<string, KnownAuthor>;
}

/** Commits, and pull requests, of one repository that are shown; the count says how many there are. */
const commitsShown = 200;

/**
 * Everything linked to the issue, by repository; only repositories that have something. Undefined for an issue that is
 * not for their eyes, and just so for one that is not there.
 * @throws Failure when nobody could tell whether they may see it
 */
export async function showIssueDevelopment(
  deps: ShowIssueDevelopmentDeps,
  caller: Caller,
  asked: IssueKey,
  include: 'issue' | 'children' = 'issue',
): Promise<IssueDevelopmentView | undefined> {
  const { store } = deps;
  const scope = await openIssueScope(deps, caller, asked, include);
  if (scope === undefined) return undefined;
  const { key, formerKeys, children, presentOf, withheld } = scope;
  const [found, known, coverage] = await Promise.all([
    store.issues.developmentOf(scope.groups, commitsShown),
    deps.readKnownIssues(scope.sites, [key]),
    store.repositories.coverage(scope.rights.seen),
  ]);
  const [repositories, authors] = await Promise.all([
    partsOf(
      deps,
      caller,
      scope,
      found.map((each) => ofThese(each, presentOf)),
    ),
    store.people.behind(found.flatMap(({ commits }) => commits.map(({ commit }) => commit.author.email))),
  ]);
  return {
    key,
    formerKeys,
    children,
    presentOf,
    withheld,
    repositories,
    coverage,
    authors,
    issue: known.get(key),
  };
}

/** With the links to these issues only: a commit may name others, too. */
function ofThese(
  development: RepositoryDevelopment,
  presentOf: ReadonlyMap<IssueKey, IssueKey>,
): RepositoryDevelopment {
  function cut<Thing extends { readonly links: readonly KeyLink[] }>(thing: Thing): Thing {
    return { ...thing, links: thing.links.filter((link) => presentOf.has(link.key)) };
  }
  return {
    ...development,
    commits: development.commits.map(cut),
    branches: development.branches.map(cut),
    pullRequests: development.pullRequests.map(cut),
  };
}

async function partsOf(
  deps: ShowIssueDevelopmentDeps,
  caller: Caller,
  scope: IssueScope,
  developments: readonly RepositoryDevelopment[],
): Promise<readonly RepositoryPart[]> {
  const standings = developments.map(({ repository }) => repository);
  const [services, browsable, commands] = await Promise.all([
    servicesOf(deps, standings),
    browsableAmong(
      deps,
      caller,
      standings.map(({ id }) => id),
    ),
    deps.store.smartCommits.ofIssue([...scope.presentOf.keys()], scope.repositories),
  ]);
  // What another site said of an issue that happens to be called the same is not for these eyes.
  const told = commands.filter((one) => scope.sites.includes(one.jiraSiteId));
  return developments.flatMap((development) => {
    const { id } = development.repository;
    const service = services.get(id);
    if (service === undefined) return [];
    const { links, connector, integration, isMirrored } = service;
    return {
      ...development,
      links,
      isMirrored,
      serviceTitle: connector?.title ?? 'Git',
      pullRequestWord: connector?.words.pullRequest ?? 'Pull request',
      commands: told.filter(({ repositoryId }) => repositoryId === id),
      may: { ...mayAct(scope, service), browse: browsable.has(id) },
      requiresPersonalToken: integration?.requiresPersonalToken ?? false,
    };
  });
}

/** An issue is shown also while nobody can tell who may look into its repositories. */
async function browsableAmong(
  { issueGate }: ShowIssueDevelopmentDeps,
  caller: Caller,
  ids: readonly RepositoryId[],
): Promise<ReadonlySet<RepositoryId>> {
  try {
    return new Set((await issueGate.openToBrowse(caller, ids)).ids);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return new Set();
  }
}

/** Whether the project may, and the service can; what the service lets somebody do shows when they try. */
function mayAct(
  { rights }: IssueScope,
  { repository, integration, connector }: ServedRepository,
): Omit<RepositoryPart['may'], 'browse'> {
  const offersActions = connector?.capabilities.includes('actions') ?? false;
  const canAct = offersActions && integration?.mode === 'two-way' && repository.remoteState === 'there';
  return {
    createBranch: canAct && rights.may('create-branch', repository),
    createPullRequest: canAct && rights.may('create-pull-request', repository),
  };
}
