/** A repository as people look at it: its standing together with what its indexing is doing. */

import type { Integration, RepositoryId } from '@branchline/domain';
import type { Tables } from '../../ports/store.ts';
import type { IndexRun, PhaseProgress } from '../../ports/store/index-runs.ts';
import type { RepositoryCounts, RepositoryQuery, RepositoryStanding } from '../../ports/store/repositories.ts';

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

function viewOf(
  repository: RepositoryStanding,
  integration: Integration,
  runs: ReadonlyMap<RepositoryId, IndexRun>,
): RepositoryView {
  const run = runs.get(repository.id);
  const paused = integration.pausedBecause;
  const standing: RepositoryStanding =
    paused === undefined ? repository : { ...repository, state: 'paused', stateReason: paused };
  return { repository: standing, integration, run, pace: paceOf(run) };
}

/** An integration with the repositories that matter most now, and how many there are of each state. */
export interface IntegrationView {
  readonly integration: Integration;
  readonly counts: RepositoryCounts;
  readonly notable: readonly RepositoryView[];
}

/** Of each integration so many are shown by themselves; the others are in the list of repositories. */
const notableOfEach = 20;

const noRepositories: RepositoryCounts = { waiting: 0, indexing: 0, 'up-to-date': 0, paused: 0, failed: 0 };

async function viewsOf(
  store: Tables,
  integrations: readonly Integration[],
  repositories: readonly RepositoryStanding[],
): Promise<readonly RepositoryView[]> {
  const runs = await store.indexRuns.latest(repositories.map(({ id }) => id));
  const byId = new Map(integrations.map((integration) => [integration.id, integration]));
  return repositories.flatMap((repository) => {
    const integration = byId.get(repository.integrationId);
    return integration === undefined ? [] : [viewOf(repository, integration, runs)];
  });
}

/** All integrations in the order they were added. */
export async function integrationViews(store: Tables): Promise<readonly IntegrationView[]> {
  const [integrations, counts, notable] = await Promise.all([
    store.integrations.list(),
    store.repositories.counts(),
    store.repositories.notable(notableOfEach),
  ]);
  const views = await viewsOf(store, integrations, notable);
  return integrations.map((integration) => ({
    integration,
    counts: counts.get(integration.id) ?? noRepositories,
    notable: views.filter((view) => view.integration.id === integration.id),
  }));
}

/** A page of all repositories, by name. */
export async function repositoryPageView(
  store: Tables,
  query: RepositoryQuery,
): Promise<{ readonly repositories: readonly RepositoryView[]; readonly next: RepositoryId | undefined }> {
  const [integrations, page] = await Promise.all([store.integrations.list(), store.repositories.page(query)]);
  return { repositories: await viewsOf(store, integrations, page.repositories), next: page.next };
}

/** One repository; undefined when there is none of that id. */
export async function repositoryView(store: Tables, id: RepositoryId): Promise<RepositoryView | undefined> {
  const repository = await store.repositories.get(id);
  const integration = repository && (await store.integrations.get(repository.integrationId));
  if (repository === undefined || integration === undefined) return undefined;
  const [run] = await store.indexRuns.list(id, 1);
  return viewOf(repository, integration, new Map(run === undefined ? [] : [[id, run]]));
}
