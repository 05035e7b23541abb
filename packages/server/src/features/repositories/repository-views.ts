/** A repository as people look at it: its standing together with what its indexing is doing. */

import {
  unknownBudget,
  type Integration,
  type IntegrationId,
  type RateBudget,
  type RepositoryId,
} from '@branchline/domain';
import type { Tables } from '../../ports/store.ts';
import type { IndexRun, PhaseProgress } from '../../ports/store/index-runs.ts';
import type { PullRequestStanding } from '../../ports/store/pull-request-walks.ts';
import type { IntegrationStanding } from '../../ports/store/integrations.ts';
import type {
  RepositoryCounts,
  RepositoryPage,
  RepositoryQuery,
  RepositoryStanding,
} from '../../ports/store/repositories.ts';
import { credentialName } from '../integrations/connect.ts';

/** Progress with what follows from it. */
export interface Pace extends PhaseProgress {
  /** What `done` counts, per second; bytes per second while cloning. Undefined before it can be told. */
  readonly ratePerSecond: number | undefined;
  readonly secondsLeft: number | undefined;
}

export interface RepositoryView {
  readonly repository: RepositoryStanding;
  readonly integration: Integration;
  /** The newest run, going on or ended. */
  readonly run: IndexRun | undefined;
  /** Undefined while nothing runs. */
  readonly pace: Pace | undefined;
  /** Undefined where they were never asked for. */
  readonly pullRequests: (PullRequestStanding & { readonly pace: Pace | undefined }) | undefined;
  /** Webhooks from which the service left out commits that are still missing. */
  readonly truncatedPushes: number;
}

/** Below this a rate says nothing yet. */
const leastSeconds = 0.5;

/** Rate and time left of a run that is going on. */
export function paceOf(run: IndexRun | undefined): Pace | undefined {
  const progress = run?.progress;
  if (run === undefined || progress === undefined || run.outcome !== undefined) return undefined;
  const since = run.phaseStartedAt;
  const seconds = since === undefined ? 0 : (run.updatedAt.getTime() - since.getTime()) / 1000;
  if (seconds < leastSeconds) return { ...progress, ratePerSecond: undefined, secondsLeft: undefined };
  const perSecond = progress.done / seconds;
  const left = progress.total === undefined ? undefined : Math.max(progress.total - progress.done, 0);
  return {
    ...progress,
    ratePerSecond: progress.phase === 'cloning' ? (progress.bytes ?? 0) / seconds : perSecond,
    secondsLeft: left === undefined || perSecond === 0 ? undefined : left / perSecond,
  };
}

/** What is known beside the standing, of some repositories. */
interface Besides {
  readonly runs: ReadonlyMap<RepositoryId, IndexRun>;
  readonly pullRequestRuns: ReadonlyMap<RepositoryId, IndexRun>;
  readonly pullRequests: ReadonlyMap<RepositoryId, PullRequestStanding>;
  readonly truncated: ReadonlyMap<RepositoryId, number>;
}

async function besides(store: Tables, ids: readonly RepositoryId[]): Promise<Besides> {
  const [runs, pullRequestRuns, pullRequests, truncated] = await Promise.all([
    store.indexRuns.latest(ids),
    store.indexRuns.latest(ids, 'pull-requests'),
    store.pullRequestWalks.standings(ids),
    store.payloads.truncatedCounts(ids),
  ]);
  return { runs, pullRequestRuns, pullRequests, truncated };
}

function viewOf(repository: RepositoryStanding, integration: Integration, known: Besides): RepositoryView {
  const run = known.runs.get(repository.id);
  const standingOfPullRequests = known.pullRequests.get(repository.id);
  const paused = integration.pausedBecause;
  const standing: RepositoryStanding =
    paused === undefined ? repository : { ...repository, state: 'paused', stateReason: paused };
  return {
    repository: standing,
    integration,
    run,
    pace: paceOf(run),
    pullRequests: standingOfPullRequests && {
      ...standingOfPullRequests,
      pace: paceOf(known.pullRequestRuns.get(repository.id)),
    },
    truncatedPushes: known.truncated.get(repository.id) ?? 0,
  };
}

/** An integration with the repositories that matter most now, and how many there are of each state. */
export interface IntegrationView {
  readonly integration: IntegrationStanding;
  readonly counts: RepositoryCounts;
  readonly notable: readonly RepositoryView[];
  /** What its Git service allows the service account. */
  readonly budget: RateBudget;
}

/** Of each integration so many are shown by themselves; the others are in the list of repositories. */
const notableOfEach = 20;

const noRepositories: RepositoryCounts = { waiting: 0, indexing: 0, 'up-to-date': 0, paused: 0, failed: 0 };

async function viewsOf(
  store: Tables,
  integrations: readonly Integration[],
  repositories: readonly RepositoryStanding[],
): Promise<readonly RepositoryView[]> {
  const known = await besides(
    store,
    repositories.map(({ id }) => id),
  );
  const byId = new Map(integrations.map((integration) => [integration.id, integration]));
  return repositories.flatMap((repository) => {
    const integration = byId.get(repository.integrationId);
    return integration === undefined ? [] : [viewOf(repository, integration, known)];
  });
}

/** All integrations in the order they were added, or only some, each with at most `each` repositories. */
export async function integrationViews(
  store: Tables,
  { ids, each = notableOfEach }: { readonly ids?: readonly IntegrationId[]; readonly each?: number } = {},
): Promise<readonly IntegrationView[]> {
  const [all, counts, notable, budgets] = await Promise.all([
    store.integrations.list(),
    store.repositories.counts(),
    store.repositories.notable(each, ids),
    store.rateBudgets.list(),
  ]);
  const integrations = ids === undefined ? all : all.filter(({ id }) => ids.includes(id));
  const views = await viewsOf(store, integrations, notable);
  return integrations.map((integration) => ({
    integration,
    counts: counts.get(integration.id) ?? noRepositories,
    notable: views.filter((view) => view.integration.id === integration.id),
    budget: budgets.find(({ name }) => name === credentialName(integration.id)) ?? unknownBudget,
  }));
}

/** A page of all repositories, and how many there are on all pages. */
export async function repositoryPageView(
  store: Tables,
  query: RepositoryQuery,
): Promise<Pick<RepositoryPage, 'next' | 'total'> & { readonly repositories: readonly RepositoryView[] }> {
  const [integrations, page] = await Promise.all([store.integrations.list(), store.repositories.page(query)]);
  return { ...page, repositories: await viewsOf(store, integrations, page.repositories) };
}

/** One repository; undefined when there is none of that id. */
export async function repositoryView(store: Tables, id: RepositoryId): Promise<RepositoryView | undefined> {
  const repository = await store.repositories.get(id);
  const integration = repository && (await store.integrations.get(repository.integrationId));
  if (repository === undefined || integration === undefined) return undefined;
  return viewOf(repository, integration, await besides(store, [id]));
}
