/** Asks for pull requests one by one: those somebody named, and those of which only a list has told. */

import { Failure, type FailureKind, type PullRequest } from '@branchline/domain';
import {
  savePullRequests,
  withdrawPullRequests,
  type PullRequestReading,
  type PullRequestReadingDeps,
} from './pull-request-reading.ts';

/** Pull requests one job completes; then other repositories have their turn. */
const completedAtOnce = 50;
/** After so many tries in vain, what a list told of a pull request has to do. */
const mostTries = 4;

/** What is wrong with this one, and not with the service, our account or the time. */
const aboutThisOne: ReadonlySet<FailureKind> = new Set(['invalid-response', 'rejected', 'conflict']);

/** An answer about one is all that can be had. */
function complete(told: PullRequest): PullRequest {
  return { ...told, isComplete: true };
}

/**
 * Asks for each and saves it at once; one that cannot be read does not keep the others from being read.
 * @throws Failure from the Git service
 */
export async function readNamedPullRequests(
  deps: PullRequestReadingDeps,
  reading: PullRequestReading,
  remoteIds: readonly string[],
): Promise<void> {
  const { walkedAt } = await deps.store.pullRequestWalks.standing(reading.repository.id);
  let fault: Failure | undefined;
  for (const remoteId of remoteIds) {
    reading.stopping.throwIfAborted();
    try {
      await readOne(deps, reading, remoteId, walkedAt !== undefined);
    } catch (error) {
      if (!(error instanceof Failure) || !aboutThisOne.has(error.kind)) throw error;
      fault ??= error;
    }
  }
  if (fault !== undefined) throw fault;
}

async function readOne(
  deps: PullRequestReadingDeps,
  reading: PullRequestReading,
  remoteId: string,
  live: boolean,
): Promise<void> {
  const told = await reading.reader.get(reading.repository, remoteId);
  if (told === undefined) return withdrawPullRequests(deps, reading, [remoteId]);
  await deps.store.transaction(async (tables) => {
    await savePullRequests(tables, reading, [complete(told)], live);
    if (reading.reader.checks !== undefined) await tables.pullRequestChecks.want(reading.repository.id, remoteId);
  });
}

/**
 * Completes a stretch, the newest first. Whether there are more.
 * @throws Failure from the Git service; what was saved stays, and the next try goes on with the others first
 */
export async function completePullRequests(
  deps: PullRequestReadingDeps,
  reading: PullRequestReading,
): Promise<boolean> {
  const { repository, run, stopping } = reading;
  const { development, issues } = deps.store;
  const remoteIds = await development.pullRequestsToComplete(repository.id, completedAtOnce);
  if (remoteIds.length === 0) return false;
  const waiting = await development.countPullRequestsToComplete(repository.id);
  const { pullRequests: total } = await issues.counts(repository.id);
  for (const [index, remoteId] of remoteIds.entries()) {
    run.report({ phase: 'reading-reviews', done: Math.max(total - waiting, 0) + index, total });
    stopping.throwIfAborted();
    await completeOne(deps, reading, remoteId);
  }
  return (await development.countPullRequestsToComplete(repository.id)) > 0;
}

async function completeOne(deps: PullRequestReadingDeps, reading: PullRequestReading, remoteId: string): Promise<void> {
  const { repository } = reading;
  try {
    await readNamedPullRequests(deps, reading, [remoteId]);
    // An answer older than the list, as from a server that lags behind, leaves it as it was.
    await deps.store.development.putOffPullRequest(repository.id, remoteId, mostTries);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    const isOwnFault = aboutThisOne.has(error.kind);
    if (!isOwnFault && error.kind !== 'unavailable') throw error;
    await deps.store.development.putOffPullRequest(repository.id, remoteId, mostTries);
    if (!isOwnFault) throw error;
    deps.log.warn('a pull request could not be read', { repository: repository.name, remoteId, reason: error.message });
  }
}
