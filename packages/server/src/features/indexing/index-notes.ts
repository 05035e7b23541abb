/** Links again the commits whose git notes changed: a note may bring a key or take one away. */

import { linksOfCommit, type KeyRule, type Repository } from '@branchline/domain';
import type { GitMirror } from '../../ports/git-mirror.ts';
import type { Store } from '../../ports/store.ts';
import type { RefChanges } from './ref-changes.ts';

export interface IndexNotesDeps {
  readonly store: Store;
  readonly mirror: GitMirror;
}

/** Commits looked up and saved at a time. */
const stretch = 1000;

/** Saves every commit that a changed notes ref speaks of. */
export async function indexNotes(
  deps: IndexNotesDeps,
  repository: Repository,
  notes: RefChanges['notes'],
  rule: KeyRule,
  live: boolean,
): Promise<void> {
  for (const { before, after } of notes) {
    const hashes = await deps.mirror.annotatedBetween(repository, before, after);
    for (let start = 0; start < hashes.length; start += stretch) {
      const commits = await deps.mirror.commitsByHash(repository, hashes.slice(start, start + stretch));
      const linked = commits.map((commit) => ({ commit, links: linksOfCommit(commit, rule) }));
      await deps.store.transaction((tables) => tables.development.saveCommits(repository.id, linked, live));
    }
  }
}
