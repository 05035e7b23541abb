/** Links branches whose names hold issue keys, with their standing against the default branch. */

import { branchNameOfRef, linksOfBranch, type KeyRule, type RefHead, type Repository } from '@branchline/domain';
import type { GitMirror } from '../../ports/git-mirror.ts';
import type { Store } from '../../ports/store.ts';

export interface IndexBranchesDeps {
  readonly store: Store;
  readonly mirror: GitMirror;
}

export interface BranchesToIndex {
  readonly repository: Repository;
  readonly heads: readonly RefHead[];
  /** Refs that moved; undefined: look at every branch again, as when the default branch moved. */
  readonly moved: ReadonlySet<string> | undefined;
  readonly rule: KeyRule;
  readonly live: boolean;
}

/** Saves linked branches and marks those removed that are gone or hold no key any more. */
export async function indexBranches(deps: IndexBranchesDeps, wanted: BranchesToIndex): Promise<void> {
  const { repository, rule, moved } = wanted;
  const linked = new Map<string, boolean>();
  for (const { ref } of wanted.heads) {
    const name = branchNameOfRef(ref);
    if (name === undefined || linksOfBranch(name, rule).length === 0) continue;
    linked.set(name, linked.get(name) === true || moved === undefined || moved.has(ref));
  }
  const before = await deps.store.development.branchNames(repository.id);
  const known = new Set(before);
  const changed = [...linked].filter(([name, hasMoved]) => hasMoved || !known.has(name)).map(([name]) => name);
  const gone = before.filter((name) => !linked.has(name));
  if (changed.length === 0 && gone.length === 0) return;
  const branches = await deps.mirror.branches(repository, changed);
  const rows = branches.map((branch) => ({ branch, links: linksOfBranch(branch.name, rule) }));
  await deps.store.transaction((tables) => tables.development.saveBranches(repository.id, rows, gone, wanted.live));
}
