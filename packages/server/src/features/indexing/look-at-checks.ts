/** Looks at the checks of open pull requests: after each telling of one, and again while they may still change. */

import { Failure, secondsToNextLook, type FailureKind, type PullRequestChecks } from '@branchline/domain';
import type { RepositoryId } from '@branchline/domain';
import type { PullRequestReader } from '../../ports/git-service.ts';
import { addLookAtChecksJob } from '../../ports/job-options.ts';
import type { Log } from '../../ports/log.ts';
import type { Tables } from '../../ports/store.ts';
import type { ChecksDue, ChecksFound } from '../../ports/store/pull-request-checks.ts';
import type { RepositoryStanding } from '../../ports/store/repositories.ts';
import { connect, type ConnectDeps } from '../integrations/connect.ts';

export interface LookAtChecksDeps extends ConnectDeps {
  readonly log: Log;
}

/** Pull requests that one job looks at; then other repositories have their turn. */
const looksAtOnce = 50;

/** The commit is gone, or nobody understands the answer: there is nothing to know of this one now. */
const aboutThisOne: ReadonlySet<FailureKind> = new Set(['not-found', 'rejected', 'conflict', 'invalid-response']);

interface Looking {
  readonly repository: RepositoryStanding;
  readonly ask: NonNullable<PullRequestReader['checks']>;
  readonly stopping: AbortSignal;
}

/** Queues the next look at a repository's checks, if any is due or will be: within the transaction that wanted it. */
export async function queueLookAtChecks(tables: Tables, repository: RepositoryStanding): Promise<void> {
  const at = await tables.pullRequestChecks.nextDue(repository.id);
  if (at !== undefined) await addLookAtChecksJob(tables.jobs, repository, at);
}

/**
 * Asks for the checks that are due, at most 50 pull requests, and queues the next look. Where our account may not know
 * them, that is logged once and they count as unknown. A repository that is gone or paused is left alone.
 * @throws Failure from the Git service; what was found before stays
 */
export async function lookAtChecks(
  deps: LookAtChecksDeps,
  repositoryId: RepositoryId,
  stopping: AbortSignal,
): Promise<void> {
  const looking = await openLooking(deps, repositoryId, stopping);
  if (looking === undefined) return;
  try {
    for (const due of await deps.store.pullRequestChecks.due(repositoryId, looksAtOnce)) {
      stopping.throwIfAborted();
      await lookAtOne(deps, looking, due);
    }
  } catch (error) {
    if (!(error instanceof Failure) || error.kind !== 'forbidden') throw error;
    const { name } = looking.repository;
    deps.log.warn('checks of pull requests may not be read', { repository: name, reason: error.message });
    return deps.store.pullRequestChecks.forgetDue(repositoryId);
  }
  await deps.store.transaction((tables) => queueLookAtChecks(tables, looking.repository));
}

async function openLooking(
  deps: LookAtChecksDeps,
  repositoryId: RepositoryId,
  stopping: AbortSignal,
): Promise<Looking | undefined> {
  const repository = await deps.store.repositories.get(repositoryId);
  if (repository === undefined || repository.state === 'paused' || repository.remoteState === 'gone') return undefined;
  const integration = await deps.store.integrations.get(repository.integrationId);
  if (integration === undefined || integration.mode === 'webhook-only') return undefined;
  const ask = (await connect(deps, integration)).pullRequests?.checks;
  return ask === undefined ? undefined : { repository, ask, stopping };
}

async function lookAtOne(deps: LookAtChecksDeps, { repository, ask }: Looking, due: ChecksDue): Promise<void> {
  const checks = await orNothing(deps, repository, ask(repository, due));
  const head = checks?.head ?? due.head;
  const { found: before } = due;
  const isAsBefore = before?.head === head && before.checks?.state === checks?.state;
  const found: ChecksFound = { head, checks, looks: isAsBefore ? before.looks + 1 : 1 };
  await deps.store.pullRequestChecks.save(repository.id, due, found, secondsToNextLook(checks?.state, found.looks));
}

async function orNothing(
  { log }: LookAtChecksDeps,
  { name }: RepositoryStanding,
  asked: Promise<PullRequestChecks | undefined>,
): Promise<PullRequestChecks | undefined> {
  try {
    return await asked;
  } catch (error) {
    if (!(error instanceof Failure) || !aboutThisOne.has(error.kind)) throw error;
    log.warn('the checks of a pull request could not be read', { repository: name, reason: error.message });
    return undefined;
  }
}
