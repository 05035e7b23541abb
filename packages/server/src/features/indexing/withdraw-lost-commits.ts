/** Marks commits removed that no ref reaches any more: after a forced push, a deleted branch or a deleted tag. */

import { linksOfCommit, type CommitHash, type KeyRule, type Repository } from '@branchline/domain';
import type { GitMirror } from '../../ports/git-mirror.ts';
import type { Store } from '../../ports/store.ts';
import type { RefChanges } from './ref-changes.ts';

export interface WithdrawLostCommitsDeps {
  readonly store: Store;
  readonly mirror: GitMirror;
}

/** Linked commits that a sweep holds against git at a time. */
const stretch = 1000;

/** Whether the mirror still has the tips that refs have left. One that was made anew may not. */
export async function canTellLost(
  deps: WithdrawLostCommitsDeps,
  repository: Repository,
  left: readonly CommitHash[],
): Promise<boolean> {
  // A tag and its commit count as one here; the sweep that follows is only thorough.
  return (await deps.mirror.commitsByHash(repository, left)).length === left.length;
}

/** Marks what only the tips in `left` reached. `tips` are all refs there are now. How many commits were lost. */
export async function withdrawLostCommits(
  deps: WithdrawLostCommitsDeps,
  repository: Repository,
  { left, tips }: Pick<RefChanges, 'left' | 'tips'>,
): Promise<number> {
  let lost = 0;
  for await (const hashes of deps.mirror.lostCommits(repository, left, tips)) {
    lost += hashes.length;
    await deps.store.transaction((tables) => tables.development.markCommitsRemoved(repository.id, hashes));
  }
  return lost;
}

/**
 * The thorough way, for when it is not known what was lost: holds every linked commit against the refs there are now
 * and against the rule. How many commits the refs reach.
 */
export async function sweepCommits(
  deps: WithdrawLostCommitsDeps,
  repository: Repository,
  tips: readonly CommitHash[],
  rule: KeyRule,
): Promise<number> {
  const linked = [...(await deps.store.development.keyedCommits(repository.id))] as CommitHash[];
  for (let start = 0; start < linked.length; start += stretch) {
    const hashes = linked.slice(start, start + stretch);
    const commits = await deps.mirror.commitsByHash(repository, hashes);
    const present = new Set(commits.map(({ hash }) => hash));
    const missing = hashes.filter((hash) => !present.has(hash));
    const unlinked = commits
      .map((commit) => ({ commit, links: linksOfCommit(commit, rule) }))
      .filter(({ links }) => links.length === 0);
    await deps.store.transaction(async (tables) => {
      await tables.development.markCommitsRemoved(repository.id, missing);
      await tables.development.saveCommits(repository.id, unlinked, false);
    });
  }
  await withdrawLostCommits(deps, repository, { left: linked, tips });
  return deps.mirror.count(repository, { from: tips, not: [], skip: 0 });
}
