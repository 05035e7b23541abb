/** Marks commits removed that no ref reaches any more: after a forced push, a deleted branch or a deleted tag. */

import type { CommitHash, Repository } from '@branchline/domain';
import type { GitMirror } from '../../ports/git-mirror.ts';
import type { Store } from '../../ports/store.ts';

export interface WithdrawLostCommitsDeps {
  readonly store: Store;
  readonly mirror: GitMirror;
}

/** Marks what only the tips in `left` reached. `tips` are all refs there are now. How many commits were lost. */
export async function withdrawLostCommits(
  deps: WithdrawLostCommitsDeps,
  repository: Repository,
  left: readonly CommitHash[],
  tips: readonly CommitHash[],
): Promise<number> {
  if (left.length === 0) return 0;
  let lost = 0;
  for await (const hashes of deps.mirror.lostCommits(repository, left, tips)) {
    lost += hashes.length;
    await deps.store.transaction((tables) => tables.development.markCommitsRemoved(repository.id, hashes));
  }
  return lost;
}

/** Holds every linked commit against the refs there are now: the thorough way, for when the left tips are not known. */
export async function withdrawAllLostCommits(
  deps: WithdrawLostCommitsDeps,
  repository: Repository,
  tips: readonly CommitHash[],
): Promise<void> {
  const linked = [...(await deps.store.development.keyedCommits(repository.id))] as CommitHash[];
  const present = new Set((await deps.mirror.commitsByHash(repository, linked)).map(({ hash }) => hash));
  const missing = linked.filter((hash) => !present.has(hash));
  if (missing.length > 0) {
    await deps.store.transaction((tables) => tables.development.markCommitsRemoved(repository.id, missing));
  }
  await withdrawLostCommits(deps, repository, [...present], tips);
}
