/** Keeps the index log and the repository's state true while work is done, however it ends. */

import { Failure, type IndexingTrigger, type Repository } from '@branchline/domain';
import type { Clock } from '../../ports/clock.ts';
import type { Log } from '../../ports/log.ts';
import type { Store, Tables } from '../../ports/store.ts';
import type { IndexRunId } from '../../ports/store/index-runs.ts';

/** A run of the index log that the work may begin, or not when there was nothing to do. */
export interface IndexingRun {
  /** Writes the run into the log and marks the repository as indexing. */
  begin(): Promise<void>;
  /** @throws Error before `begin` */
  readonly id: IndexRunId;
}

export interface RecordRunDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
}

/** The schedule looks again at a repository that failed after this time: what was wrong may have been repaired. */
const millisecondsAfterFailure = 60 * 60_000;

/** Ends an open run well and says so on the repository. Call it in the transaction that writes the last of the work. */
export async function endRun(tables: Tables, repository: Repository, run: IndexRunId): Promise<void> {
  await tables.indexRuns.end(run, 'done');
  await tables.repositories.setState(repository.id, 'up-to-date');
}

/** Notes why an open run broke off. */
export async function noteBreak(
  deps: RecordRunDeps,
  repository: Repository,
  run: IndexRunId,
  error: unknown,
  stopping: AbortSignal,
): Promise<void> {
  if (stopping.aborted) {
    await deps.store.transaction(async (tables) => {
      await tables.indexRuns.end(run, 'interrupted');
      await tables.repositories.setState(repository.id, 'waiting', 'It goes on when Branchline runs again.');
    });
    return;
  }
  const expected = error instanceof Failure;
  const reason = expected ? error.message : 'An unexpected error; the log of the server has the details.';
  if (!expected) deps.log.error('indexing broke', { repository: repository.name, error });
  await deps.store.transaction(async (tables) => {
    await tables.indexRuns.end(run, 'failed', reason);
    await tables.repositories.setState(repository.id, 'failed', reason);
    const again = new Date(deps.clock.now().getTime() + millisecondsAfterFailure);
    await tables.repositories.scheduleLook(repository.id, again);
  });
}

/** Does the work as one run, which the work or a later job ends. @throws what the work throws, after noting it */
export async function recordRun(
  deps: RecordRunDeps,
  repository: Repository,
  trigger: IndexingTrigger,
  stopping: AbortSignal,
  work: (run: IndexingRun) => Promise<void>,
): Promise<void> {
  let id: IndexRunId | undefined;
  async function begin(): Promise<void> {
    id = await deps.store.transaction(async (tables) => {
      await tables.repositories.setState(repository.id, 'indexing');
      return tables.indexRuns.begin(repository.id, trigger);
    });
  }
  const run: IndexingRun = {
    begin,
    get id() {
      if (id === undefined) throw new Error('the run has not begun');
      return id;
    },
  };
  try {
    await work(run);
  } catch (error) {
    // The repository was disconnected meanwhile: there is nothing left to note it on.
    if ((await deps.store.repositories.get(repository.id)) === undefined) return;
    if (id === undefined) await begin();
    await noteBreak(deps, repository, run.id, error, stopping);
    throw error;
  }
}
