/** Queues commits that command something in Jira, the first time they are seen. */

import { isRevertMessage, parseSmartCommit, type LinkedCommit, type Repository } from '@branchline/domain';
import { addSmartCommitJob } from '../../ports/smart-commit-jobs.ts';
import type { Tables } from '../../ports/store.ts';

/** In whichever dialect: which one counts is decided when it runs. */
function commandsSomething({ commit: { message } }: LinkedCommit): boolean {
  if (!message.includes('#') || isRevertMessage(message)) return false;
  const options = { includeMerges: true };
  return (['line', 'multi-line'] as const).some(
    (dialect) => parseSmartCommit(message, dialect, undefined, options).length > 0,
  );
}

/**
 * Call it in the transaction that writes the commits, before it does, and never for history: a commit that has a row
 * already was history once, or has commanded before.
 * @param commits the newest first, as git walks them; the oldest commands first
 */
export async function queueSmartCommits(
  tables: Tables,
  { id: repositoryId, integrationId }: Repository,
  commits: readonly LinkedCommit[],
): Promise<void> {
  const hashes = commits.filter(commandsSomething).map(({ commit }) => commit.hash);
  if (hashes.length === 0) return;
  const known = await tables.smartCommits.known(repositoryId, hashes);
  for (const commit of hashes.filter((hash) => !known.has(hash)).reverse()) {
    await addSmartCommitJob(tables.jobs, { repositoryId, integrationId, commit });
  }
}
