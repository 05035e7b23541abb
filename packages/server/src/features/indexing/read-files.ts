/** Reads the changed files of linked commits, a stretch a job, newest first; with them commits are ready for Jira. */

import type { CommitFiles, RepositoryId } from '@branchline/domain';
import type { Clock } from '../../ports/clock.ts';
import type { GitMirror } from '../../ports/git-mirror.ts';
import { readFilesOptions } from '../../ports/job-options.ts';
import type { Log } from '../../ports/log.ts';
import type { Store } from '../../ports/store.ts';
import type { IndexRunId } from '../../ports/store/index-runs.ts';
import type { RepositoryStanding } from '../../ports/store/repositories.ts';
import { progressWriter } from './progress-writer.ts';
import { queuePushes } from './queue-pushes.ts';
import { endRun, noteBreak } from './record-run.ts';
import { writeBehind } from './write-behind.ts';

export interface ReadFilesDeps {
  readonly store: Store;
  readonly mirror: GitMirror;
  readonly clock: Clock;
  readonly log: Log;
}

/** Commits one job reads: some seconds of git's work, then other repositories have their turn. */
const stretch = 4000;
/** Commits saved at a time. */
const savedAtOnce = 500;

async function openRun(store: Store, id: RepositoryId): Promise<IndexRunId> {
  const [latest] = await store.indexRuns.list(id, 1);
  if (latest !== undefined && latest.outcome === undefined) return latest.id;
  return store.indexRuns.begin(id, 'schedule');
}

/** Gathers what git gives into portions worth a transaction. */
async function* portions(chunks: AsyncIterable<readonly CommitFiles[]>): AsyncIterable<readonly CommitFiles[]> {
  let gathered: CommitFiles[] = [];
  for await (const files of chunks) {
    gathered.push(...files);
    if (gathered.length < savedAtOnce) continue;
    yield gathered;
    gathered = [];
  }
  if (gathered.length > 0) yield gathered;
}

async function readStretch(
  deps: ReadFilesDeps,
  repository: RepositoryStanding,
  run: IndexRunId,
  stopping: AbortSignal,
): Promise<void> {
  const waiting = await deps.store.development.countCommitsWithoutFiles(repository.id);
  const hashes = await deps.store.development.commitsWithoutFiles(repository.id, stretch);
  const [latest] = await deps.store.indexRuns.list(repository.id, 1);
  const before = latest?.filesRead ?? 0;
  const progress = progressWriter(deps.store.indexRuns, run, deps.clock);
  let done = 0;
  progress.report({ phase: 'reading-files', done: before, total: before + waiting, bytes: undefined });

  async function save(files: readonly CommitFiles[]): Promise<void> {
    await deps.store.transaction(async (tables) => {
      await tables.development.saveFiles(repository.id, files);
      await tables.indexRuns.addCounts(run, { files: files.length });
      await queuePushes(tables, repository);
    });
    done += files.length;
    progress.report({ phase: 'reading-files', done: before + done, total: before + waiting, bytes: undefined });
  }

  await writeBehind(portions(deps.mirror.files(repository, hashes, stopping)), save, stopping);
  await progress.settled();
}

/**
 * Reads one stretch and, when there is more, queues the next; after the last the run ends.
 * @throws Failure from git, after noting it on the repository and the run
 */
export async function readFiles(deps: ReadFilesDeps, repositoryId: RepositoryId, stopping: AbortSignal): Promise<void> {
  const repository = await deps.store.repositories.get(repositoryId);
  if (repository === undefined || repository.state === 'paused') return;
  const run = await openRun(deps.store, repositoryId);
  try {
    await readStretch(deps, repository, run, stopping);
  } catch (error) {
    if ((await deps.store.repositories.get(repositoryId)) === undefined) return;
    await noteBreak(deps, repository, run, error, stopping);
    throw error;
  }
  const left = await deps.store.development.countCommitsWithoutFiles(repositoryId);
  await deps.store.transaction((tables) =>
    left === 0
      ? endRun(tables, repository, run)
      : tables.jobs.add('read-files', { repositoryId }, readFilesOptions(repository, 'history')),
  );
}
