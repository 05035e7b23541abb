/** A repository as people look at it: its standing together with what its indexing is doing. */

import type { Integration, RepositoryId } from '@branchline/domain';
import type { Tables } from '../../ports/store.ts';
import type { IndexRun, PhaseProgress } from '../../ports/store/index-runs.ts';
import type { RepositoryStanding } from '../../ports/store/repositories.ts';

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

/** All repositories by the integration they belong to, in the order integrations were added. */
export async function repositoryViews(
  store: Tables,
): Promise<readonly { readonly integration: Integration; readonly repositories: readonly RepositoryView[] }[]> {
  const [integrations, repositories, runs] = await Promise.all([
    store.integrations.list(),
    store.repositories.list(),
    store.indexRuns.latest(),
  ]);
  return integrations.map((integration) => ({
    integration,
    repositories: repositories
      .filter(({ integrationId }) => integrationId === integration.id)
      .map((repository) => viewOf(repository, integration, runs)),
  }));
}

/** One repository; undefined when there is none of that id. */
export async function repositoryView(store: Tables, id: RepositoryId): Promise<RepositoryView | undefined> {
  const repository = await store.repositories.get(id);
  const integration = repository && (await store.integrations.get(repository.integrationId));
  if (repository === undefined || integration === undefined) return undefined;
  const [run] = await store.indexRuns.list(id, 1);
  return viewOf(repository, integration, new Map(run === undefined ? [] : [[id, run]]));
}
