/** Links again the commits whose git notes changed: a note may bring a key or take one away. */

import { linksOfCommit, type CommitHash, type KeyRule, type Repository } from '@branchline/domain';
import type { GitMirror } from '../../ports/git-mirror.ts';
import type { Store } from '../../ports/store.ts';
import type { RefChanges } from './ref-changes.ts';

export interface IndexNotesDeps {
  readonly store: Store;
  readonly mirror: GitMirror;
}

export interface NotesToIndex {
  readonly repository: Repository;
  readonly notes: RefChanges['notes'];
  /** All tips there are now: notes outlive their commits. */
  readonly tips: readonly CommitHash[];
  readonly rule: KeyRule;
  readonly live: boolean;
}

/** Commits looked up and saved at a time. */
const stretch = 1000;

/** Saves every commit that a changed notes ref speaks of and some ref reaches. */
export async function indexNotes(deps: IndexNotesDeps, wanted: NotesToIndex): Promise<void> {
  const { repository, notes, tips, rule, live } = wanted;
  for (const { before, after } of notes) {
    const hashes = await deps.mirror.annotatedBetween(repository, before, after);
    const lost = new Set<CommitHash>();
    for await (const some of deps.mirror.lostCommits(repository, hashes, tips)) some.forEach((hash) => lost.add(hash));
    const reached = hashes.filter((hash) => !lost.has(hash));
    for (let start = 0; start < reached.length; start += stretch) {
      const commits = await deps.mirror.commitsByHash(repository, reached.slice(start, start + stretch));
      const linked = commits.map((commit) => ({ commit, links: linksOfCommit(commit, rule) }));
      await deps.store.transaction((tables) => tables.development.saveCommits(repository.id, linked, live));
    }
  }
}
