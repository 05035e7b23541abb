/** What the parts of reading pull requests share: of what they read, by which rule, and the line in the index log. */

import { Failure, linksOfPullRequest, type IndexingTrigger, type KeyRule, type PullRequest } from '@branchline/domain';
import type { Clock } from '../../ports/clock.ts';
import type { GitServiceConnection, PullRequestReader } from '../../ports/git-service.ts';
import type { Log } from '../../ports/log.ts';
import type { Store, Tables } from '../../ports/store.ts';
import type { IndexRunId, PhaseProgress } from '../../ports/store/index-runs.ts';
import type { RepositoryStanding } from '../../ports/store/repositories.ts';
import { progressWriter, type ProgressWriter } from './progress-writer.ts';
import { queuePushes } from './queue-pushes.ts';

export interface PullRequestReadingDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
}

export interface PullRequestReading {
  readonly repository: RepositoryStanding;
  readonly connection: GitServiceConnection;
  readonly reader: PullRequestReader;
  readonly rule: KeyRule;
  readonly run: PullRequestRun;
  readonly stopping: AbortSignal;
}

/** A line in the index log, begun when there is something to tell, and gone on with by the next job. */
export interface PullRequestRun {
  /** The line, begun now if it was not. */
  begin(): Promise<IndexRunId>;
  /** The line, if there is one. */
  readonly open: IndexRunId | undefined;
  /** Told when the line was begun. */
  report(progress: Omit<PhaseProgress, 'bytes'>): void;
  settled(): Promise<void>;
}

/** The line that an earlier job left open, or one that is begun when it is needed. */
export async function openPullRequestRun(
  { store, clock }: PullRequestReadingDeps,
  repository: RepositoryStanding,
  trigger: IndexingTrigger,
): Promise<PullRequestRun> {
  const [latest] = await store.indexRuns.list(repository.id, 1, 'pull-requests');
  let open = latest !== undefined && latest.outcome === undefined ? latest.id : undefined;
  let writer: ProgressWriter | undefined;
  return {
    async begin() {
      open ??= await store.indexRuns.begin(repository.id, trigger, 'pull-requests');
      return open;
    },
    get open() {
      return open;
    },
    report(progress) {
      if (open === undefined) return;
      writer ??= progressWriter(store.indexRuns, open, clock);
      writer.report({ ...progress, bytes: undefined });
    },
    settled: async () => writer?.settled(),
  };
}

/** Saves what the service told, within a transaction. How many rows were written. */
export async function savePullRequests(
  tables: Tables,
  { repository, rule }: Pick<PullRequestReading, 'repository' | 'rule'>,
  told: readonly PullRequest[],
  live: boolean,
): Promise<number> {
  const rows = told.map((pullRequest) => ({ pullRequest, links: linksOfPullRequest(pullRequest, rule) }));
  const written = await tables.development.savePullRequests(repository.id, rows, live);
  if (written > 0) await queuePushes(tables, repository);
  return written;
}

/**
 * Withdraws what the service no longer has. A repository that is out of sight looks as if all of its pull requests were
 * gone, so it is asked for first. @throws Failure `not-found` when the repository is out of sight
 */
export async function withdrawPullRequests(
  { store }: PullRequestReadingDeps,
  { repository, connection }: PullRequestReading,
  remoteIds: readonly string[],
): Promise<void> {
  if (remoteIds.length === 0) return;
  if ((await connection.findRepository(repository.remoteId)) === undefined) {
    throw new Failure(
      'not-found',
      'git-service',
      `${repository.name} is gone at its Git service, or out of sight of our account, so its pull requests cannot be ` +
        'read. What is known of them stays. Give the account access to the repository, or disconnect it.',
    );
  }
  await store.transaction(async (tables) => {
    await tables.development.markPullRequestsRemoved(repository.id, remoteIds);
    await queuePushes(tables, repository);
  });
}
