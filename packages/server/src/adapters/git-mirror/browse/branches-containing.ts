/** Tells which branches contain which commits: one walk for all of them, that ends as soon as every commit was met. */

import type { CommitHash } from '@branchline/domain';
import type { ListedBranch } from '../../../ports/git-browser.ts';
import { linesOf } from '../lines-of.ts';
import { TipSets, walkMembership } from '../membership.ts';
import type { MirrorReading } from '../read-refs.ts';

/** See `GitBrowser.branchesContaining`. */
export async function branchesContaining(
  { git, call }: MirrorReading,
  branches: readonly ListedBranch[],
  commits: readonly CommitHash[],
): Promise<ReadonlyMap<string, ReadonlySet<CommitHash>>> {
  const contained = branches.map(() => new Set<CommitHash>());
  const missing = new Set<string>(commits);
  if (branches.length > 0 && missing.size > 0) {
    const tipsAt = Map.groupBy(branches.keys(), (place) => String(branches[place]?.head));
    const list = ['rev-list', '--parents', '--topo-order', '--ignore-missing', '--stdin'];
    const input = [`${[...tipsAt.keys()].join('\n')}\n`];
    const lines = linesOf(git.stream({ ...call, arguments: list, input }));
    const sets = new TipSets(branches.length);
    await walkMembership(untilNone(lines, missing), sets, tipsAt, (hash, set) => {
      if (!missing.delete(hash)) return;
      for (const place of sets.tipsOf(set)) contained[place]?.add(hash as CommitHash);
    });
  }
  return new Map(branches.map(({ name }, place) => [name, contained[place] ?? new Set()]));
}

/** A commit comes after everything that contains it: when all were met, nothing new is to be learned. */
async function* untilNone(
  blocks: AsyncIterable<readonly string[]>,
  missing: ReadonlySet<string>,
): AsyncGenerator<readonly string[]> {
  for await (const block of blocks) {
    yield block;
    if (missing.size === 0) return;
  }
}
