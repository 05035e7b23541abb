/** Brings commits that somebody linked by hand and that name no issue themselves, as long as some ref reaches them. */

import { linksOfCommit, type CommitHash, type KeyRule, type Repository } from '@branchline/domain';
import type { GitMirror } from '../../ports/git-mirror.ts';
import type { Store } from '../../ports/store.ts';
import { compareHeads } from './ref-changes.ts';

export interface BringHandLinksDeps {
  readonly store: Store;
  readonly mirror: GitMirror;
}

/** Costs one question to the store where nothing is missing. How many were brought. @throws Failure from git */
export async function bringHandLinks(
  { store, mirror }: BringHandLinksDeps,
  repository: Repository,
  rule: KeyRule,
): Promise<number> {
  const { commits: missing } = await store.manualLinks.missing(repository.id);
  if (missing.length === 0) return 0;
  const there = await mirror.commitsByHash(repository, missing);
  const { tips } = compareHeads([], await mirror.heads(repository));
  const lost = new Set<CommitHash>();
  const hashes = there.map(({ hash }) => hash);
  for await (const some of mirror.lostCommits(repository, hashes, tips)) for (const hash of some) lost.add(hash);
  const reached = there
    .filter(({ hash }) => !lost.has(hash))
    .map((commit) => ({ commit, links: linksOfCommit(commit, rule) }));
  // History, whenever it is linked: Jira's automations are for what happens now.
  await store.transaction((tables) => tables.development.saveCommits(repository.id, reached, false));
  return reached.length;
}
