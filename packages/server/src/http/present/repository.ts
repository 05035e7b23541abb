/** Repository views → the contract's shapes. */

import type { IndexRun as IndexRunShape, IntegrationSummary, RepositorySummary } from '@branchline/contract';
import { shownName, tellWait } from '@branchline/domain';
import type { IntegrationView, Pace, RepositoryView } from '../../features/repositories/repository-views.ts';
import type { IndexRun, RunPhase } from '../../ports/store/index-runs.ts';
import { presentWait } from './budget.ts';
import { presentConnection } from './credentials.ts';

/** An ISO moment, or null for none. */
export function moment(date: Date | undefined): string | null {
  return date?.toISOString() ?? null;
}

function presentPace(pace: Pace): NonNullable<RepositorySummary['progress']> {
  return {
    phase: pace.phase,
    done: pace.done,
    total: pace.total ?? null,
    bytes: pace.bytes ?? null,
    ratePerSecond: pace.ratePerSecond ?? null,
    secondsLeft: pace.secondsLeft ?? null,
  };
}

function presentPullRequests(
  reading: NonNullable<RepositoryView['pullRequests']>,
): NonNullable<RepositorySummary['pullRequests']> {
  const { pace, walkedAt, problem } = reading;
  return {
    progress: pace === undefined ? null : presentPace(pace),
    readAt: moment(walkedAt),
    problem: problem === undefined ? null : { message: problem.message, retryAt: moment(problem.retryAt) },
  };
}

export function presentRepository(view: RepositoryView): RepositorySummary {
  const { repository, integration, run, pace, pullRequests, truncatedPushes } = view;
  return {
    id: repository.id,
    integrationId: repository.integrationId,
    integrationName: integration.name,
    name: shownName(repository),
    serviceName: repository.name,
    remoteState: repository.remoteState,
    cloneUrl: repository.cloneUrl,
    webUrl: repository.webUrl ?? null,
    defaultBranch: repository.defaultBranch ?? null,
    state: repository.state,
    stateReason: repository.stateReason ?? null,
    progress: pace === undefined ? null : presentPace(pace),
    pullRequests: pullRequests === undefined ? null : presentPullRequests(pullRequests),
    truncatedPushes,
    linkedCommits: repository.linkedCommitCount,
    commitsWalked: run?.commitsWalked ?? 0,
    commitsLinked: run?.commitsLinked ?? 0,
    indexedAt: moment(repository.indexedAt),
    nextLookAt: moment(repository.nextLookAt),
    changedAt: moment(repository.changedAt),
  };
}

function presentPhase({ startedAt, endedAt, total, bytes, ...phase }: RunPhase): IndexRunShape['phases'][number] {
  return {
    ...phase,
    startedAt: startedAt.toISOString(),
    endedAt: moment(endedAt),
    total: total ?? null,
    bytes: bytes ?? null,
  };
}

export function presentRun(run: IndexRun): IndexRunShape {
  return {
    id: run.id,
    about: run.about,
    trigger: run.trigger,
    startedAt: run.startedAt.toISOString(),
    endedAt: moment(run.endedAt),
    outcome: run.outcome ?? null,
    failure: run.failure ?? null,
    commitsWalked: run.commitsWalked,
    commitsLinked: run.commitsLinked,
    filesRead: run.filesRead,
    pullRequestsRead: run.pullRequestsRead,
    phases: run.phases.map(presentPhase),
  };
}

/** An integration with the repositories that matter most now. */
export function presentIntegration(
  { integration, counts, notable, budget }: IntegrationView,
  connectorTitle: string,
  now: Date,
): IntegrationSummary {
  return {
    id: integration.id,
    connector: integration.connector,
    connectorTitle,
    name: integration.name,
    pausedBecause: integration.pausedBecause ?? null,
    addedAt: integration.addedAt.toISOString(),
    ...presentConnection(integration, now),
    requestsWait: presentWait(tellWait(budget, connectorTitle, now)),
    counts,
    repositories: notable.map(presentRepository),
  };
}
