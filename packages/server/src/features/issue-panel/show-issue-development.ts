/** What an issue looks like from git, for somebody who may see it: under all its keys, from the repositories in sight. */

import {
  formerKeysOf,
  presentKey,
  projectOf,
  type FormerKeys,
  type IssueKey,
  type JiraSiteId,
  type KeyLink,
  type Repository,
  type RepositoryId,
} from '@branchline/domain';
import type { Caller } from '../../ports/caller.ts';
import type { GitServiceConnector, RepositoryLinks } from '../../ports/git-service.ts';
import { linksOfRepository } from '../../ports/git-service/repository-links.ts';
import type { IssueGate, WithheldService } from '../../ports/issue-gate.ts';
import type { ReadKnownIssues, ShownIssue } from '../../ports/read-known-issues.ts';
import type { Tables } from '../../ports/store.ts';
import type { RepositoryDevelopment } from '../../ports/store/issues.ts';
import type { CommandOfCommit } from '../../ports/store/smart-commits.ts';

export interface ShowIssueDevelopmentDeps {
  readonly store: Tables;
  readonly connectors: ReadonlyMap<string, GitServiceConnector>;
  readonly issueGate: IssueGate;
  readonly readKnownIssues: ReadKnownIssues;
}

export interface IssueDevelopmentView {
  /** The one it has today, which may differ from the one asked for. */
  readonly key: IssueKey;
  /** Keys it had before, in alphabetical order; what was linked by them is here, too. */
  readonly formerKeys: readonly IssueKey[];
  /** What Jira says of it; undefined when nobody knows. */
  readonly issue: ShownIssue | undefined;
  readonly repositories: readonly (RepositoryDevelopment & {
    readonly links: RepositoryLinks;
    /** What the service calls one. */
    readonly pullRequestWord: string;
    /** What its commits commanded to this issue, in order. */
    readonly commands: readonly CommandOfCommit[];
  })[];
  /** How far we have looked. */
  readonly coverage: { readonly repositories: number; readonly notYetIndexed: number; readonly failed: number };
  /** Services that have something, and show it only to those who prove that they may read it. */
  readonly withheld: readonly WithheldService[];
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
): Promise<IssueDevelopmentView | undefined> {
  const { store, issueGate } = deps;
  const sites = await issueGate.sitesOf(caller);
  const former = await formerKeysNear(store, sites, asked);
  const key = presentKey(asked, former);
  const formerKeys = formerKeysOf(key, former);
  if (!(await issueGate.maySee(caller, key))) return undefined;
  const visible = (await issueGate.repositoriesInSight(caller)).of(projectOf(key));
  const found = await store.issues.development(key, visible, commitsShown, formerKeys);
  const { ids, withheld } = await issueGate.readableAmong(
    caller,
    found.map(({ repository }) => repository.id),
  );
  const names = new Set([key, ...formerKeys]);
  const readable = found.filter(({ repository }) => ids.includes(repository.id));
  // What another site said of an issue that happens to be called the same is not for these eyes.
  const commands = (await store.smartCommits.ofIssue([...names], ids)).filter((one) => sites.includes(one.jiraSiteId));
  return {
    key,
    formerKeys,
    issue: (await deps.readKnownIssues(sites, [key])).get(key),
    repositories: await withServices(
      deps,
      readable.map((each) => ofThisIssue(each, names)),
      commands,
    ),
    coverage: await coverageOf(store, visible),
    withheld,
  };
}

async function formerKeysNear(store: Tables, sites: readonly JiraSiteId[], key: IssueKey): Promise<FormerKeys> {
  const near = await Promise.all(sites.map((site) => store.issueAliases.near(site, [key])));
  return {
    issues: new Map(near.flatMap(({ issues }) => [...issues])),
    projects: new Map(near.flatMap(({ projects }) => [...projects])),
  };
}

/** With the links to this issue only: a commit may name others, too. */
function ofThisIssue(development: RepositoryDevelopment, names: ReadonlySet<IssueKey>): RepositoryDevelopment {
  function cut<Thing extends { readonly links: readonly KeyLink[] }>(thing: Thing): Thing {
    return { ...thing, links: thing.links.filter((link) => names.has(link.key)) };
  }
  return {
    ...development,
    commits: development.commits.map(cut),
    branches: development.branches.map(cut),
    pullRequests: development.pullRequests.map(cut),
  };
}

async function withServices(
  { store, connectors }: ShowIssueDevelopmentDeps,
  developments: readonly RepositoryDevelopment[],
  commands: readonly CommandOfCommit[],
): Promise<IssueDevelopmentView['repositories']> {
  const integrations = new Map((await store.integrations.list()).map((integration) => [integration.id, integration]));
  return developments.map((development) => {
    const integration = integrations.get(development.repository.integrationId);
    const connector = integration && connectors.get(integration.connector);
    const service = integration && connector?.links(integration.settings);
    const links = linksOfRepository(service, development.repository);
    return {
      ...development,
      links,
      pullRequestWord: connector?.words.pullRequest ?? 'Pull request',
      commands: commands.filter(({ repositoryId }) => repositoryId === development.repository.id),
    };
  });
}

/** Of the repositories in sight: how many others there are is nobody's business. */
async function coverageOf(store: Tables, visible: readonly RepositoryId[]): Promise<IssueDevelopmentView['coverage']> {
  const inSight = new Set(visible);
  const repositories = (await store.repositories.list()).filter(({ id }) => inSight.has(id));
  const byWebhooks = new Set(
    (await store.integrations.list()).filter(({ mode }) => mode === 'webhook-only').map(({ id }) => id),
  );
  // Webhooks alone never tell when everything is known.
  const isTold = ({ integrationId }: Repository) => byWebhooks.has(integrationId);
  return {
    repositories: repositories.length,
    notYetIndexed: repositories.filter((each) => each.indexedAt === undefined && !isTold(each)).length,
    failed: repositories.filter(({ state }) => state === 'failed').length,
  };
}
