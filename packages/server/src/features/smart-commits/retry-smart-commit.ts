/** Runs a command again that failed or was skipped, because a person asks for it. */

import { nameOfPrincipal, type Principal } from '@branchline/domain';
import { addSmartCommandsJob } from '../../ports/smart-commit-jobs.ts';
import type { Store } from '../../ports/store.ts';
import type { SmartCommitRunId } from '../../ports/store/smart-commits.ts';

export interface RetrySmartCommitDeps {
  readonly store: Store;
}

/** `not-retried`: it is done already, or still to be done. */
export type RetrySmartCommitResult = 'queued' | 'not-retried' | 'unknown';

/** What Jira has done of it already is not done twice. */
export async function retrySmartCommit(
  { store }: RetrySmartCommitDeps,
  principal: Principal,
  id: SmartCommitRunId,
): Promise<RetrySmartCommitResult> {
  const run = await store.smartCommits.get(id);
  if (run === undefined) return 'unknown';
  return store.transaction(async (tables) => {
    if (!(await tables.smartCommits.retry(id))) return 'not-retried';
    await addSmartCommandsJob(tables.jobs, run, 'person');
    await tables.auditLog.add({
      who: nameOfPrincipal(principal),
      what: 'smart-commit/retry',
      about: run.key,
      origin: `commit ${run.commit.hash}`,
      result: 'done',
      note: `#${run.command}`,
    });
    return 'queued';
  });
}
