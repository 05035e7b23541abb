/** Brings a repository's pull requests up to date with its Git service, beside git and never in its way. */

import { Failure, type PullRequestScope } from '@branchline/domain';
import { addPullRequestJob } from '../../ports/job-options.ts';
import type { JobPayloads } from '../../ports/jobs.ts';
import type { RepositoryStanding } from '../../ports/store/repositories.ts';
import { connect, type ConnectDeps } from '../integrations/connect.ts';
import { completePullRequests, readNamedPullRequests } from './complete-pull-requests.ts';
import { currentKeyRule } from './key-rule.ts';
import { queueLookAtChecks } from './look-at-checks.ts';
import {
  openPullRequestRun,
  type PullRequestReading,
  type PullRequestReadingDeps,
  type PullRequestRun,
} from './pull-request-reading.ts';
import { walkPullRequests } from './walk-pull-requests.ts';

export interface IndexPullRequestsDeps extends ConnectDeps, PullRequestReadingDeps {}

type Request = Pick<JobPayloads['index-pull-requests'], 'scope' | 'trigger'>;

/** What is left to do after a stretch: nothing, or another job. */
type Left = PullRequestScope | undefined;

/** Nobody in particular: only what waits to be completed. */
const onlyWaiting: PullRequestScope = { kind: 'some', remoteIds: [] };

async function readStretch(
  deps: IndexPullRequestsDeps,
  reading: PullRequestReading,
  { scope, trigger }: Request,
): Promise<Left> {
  let isLate = false;
  if (scope.kind === 'some') await readNamedPullRequests(deps, reading, scope.remoteIds);
  else {
    const outcome = await walkPullRequests(deps, reading, trigger === 'reindex');
    if (outcome === 'more') return { kind: 'changed' };
    // What was updated since that walk began is still to be looked at.
    isLate = outcome === 'ended-after-others';
  }
  const more = await completePullRequests(deps, reading);
  if (isLate) return { kind: 'changed' };
  return more ? onlyWaiting : undefined;
}

async function conclude(
  deps: IndexPullRequestsDeps,
  repository: RepositoryStanding,
  run: PullRequestRun,
  left: Left,
): Promise<void> {
  const { problem } = await deps.store.pullRequestWalks.standing(repository.id);
  await deps.store.transaction(async (tables) => {
    if (problem !== undefined) await tables.pullRequestWalks.noteProblem(repository.id, undefined);
    await queueLookAtChecks(tables, repository);
    if (left !== undefined) await addPullRequestJob(tables.jobs, repository, left, 'schedule', 'history');
    else if (run.open !== undefined) await tables.indexRuns.end(run.open, 'done');
  });
}

/** Says on the repository why its pull requests wait; git and its state are not touched. */
async function noteProblem(
  deps: IndexPullRequestsDeps,
  repository: RepositoryStanding,
  run: PullRequestRun,
  error: unknown,
): Promise<void> {
  const expected = error instanceof Failure;
  const message = expected ? error.message : 'An unexpected error; the log of the server has the details.';
  if (!expected) deps.log.error('reading pull requests broke', { repository: repository.name, error });
  await deps.store.transaction(async (tables) => {
    const retryAt = expected ? error.retryAt : undefined;
    await tables.pullRequestWalks.noteProblem(repository.id, { message, retryAt });
    if (run.open === undefined) return;
    const isPause = expected && (error.kind === 'rate-limited' || error.kind === 'unavailable');
    await tables.indexRuns.end(run.open, isPause ? 'interrupted' : 'failed', message);
  });
}

async function openReading(
  deps: IndexPullRequestsDeps,
  repository: RepositoryStanding,
  run: PullRequestRun,
  stopping: AbortSignal,
): Promise<PullRequestReading | undefined> {
  const integration = await deps.store.integrations.get(repository.integrationId);
  if (integration === undefined || integration.mode === 'webhook-only') return undefined;
  const connection = await connect(deps, integration);
  const reader = connection.pullRequests;
  if (reader === undefined) return undefined;
  return { repository, connection, reader, rule: await currentKeyRule(deps.store), run, stopping };
}

async function readAndConclude(
  deps: IndexPullRequestsDeps,
  repository: RepositoryStanding,
  request: Request,
  stopping: AbortSignal,
): Promise<void> {
  const run = await openPullRequestRun(deps, repository, request.trigger);
  try {
    const reading = await openReading(deps, repository, run, stopping);
    if (reading === undefined) return;
    const left = await readStretch(deps, reading, request);
    await run.settled();
    await conclude(deps, repository, run, left);
  } catch (error) {
    // Disconnected meanwhile: there is nothing left to note it on.
    if ((await deps.store.repositories.get(repository.id)) === undefined) return;
    if (!stopping.aborted) await noteProblem(deps, repository, run, error);
    else if (run.open !== undefined) await deps.store.indexRuns.end(run.open, 'interrupted');
    throw error;
  }
}

/**
 * Reads what the scope asks for, then a stretch of what lists told incompletely; what is left is another job. A
 * repository that is gone or paused, or whose service has no pull requests, is left alone. Safe to run again after a
 * kill at any point: what was saved stays, and rows are made new only where they differ.
 * @throws Failure from the Git service, after noting it on the repository
 */
export async function indexPullRequests(
  deps: IndexPullRequestsDeps,
  request: JobPayloads['index-pull-requests'],
  stopping: AbortSignal,
): Promise<void> {
  const repository = await deps.store.repositories.get(request.repositoryId);
  if (repository === undefined || repository.state === 'paused' || repository.remoteState === 'gone') return;
  await readAndConclude(deps, repository, request, stopping);
}
