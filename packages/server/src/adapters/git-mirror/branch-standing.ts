/** How branches stand against the default branch, for any number of branches in few passes over history. */

import type { CommitHash } from '@branchline/domain';
import { TipSets, walkMembership } from './membership.ts';

export interface Standing {
  readonly ahead: number;
  readonly behind: number;
}

/** Branches of one pass; with it goes the memory for their sets. */
export const branchesPerPass = 512;

/**
 * @param blocks lines of `git rev-list --topo-order --parents` from the default branch and all heads
 * @returns the standing of each head, in their order
 */
export async function standingsOf(
  blocks: AsyncIterable<readonly string[]>,
  defaultHead: CommitHash,
  heads: readonly CommitHash[],
): Promise<readonly Standing[]> {
  const sets = new TipSets(heads.length + 1);
  const tipsAt = new Map<string, number[]>();
  [...heads, defaultHead].forEach((hash, tip) => {
    tipsAt.set(hash, [...(tipsAt.get(hash) ?? []), tip]);
  });
  const commitsInSet: number[] = [];
  await walkMembership(blocks, sets, tipsAt, (_hash, set) => {
    commitsInSet[set] = (commitsInSet[set] ?? 0) + 1;
  });
  const ahead = heads.map(() => 0);
  const shared = heads.map(() => 0);
  let onDefault = 0;
  for (let set = 0; set < sets.count; set += 1) {
    const commits = commitsInSet[set] ?? 0;
    const tips = commits === 0 ? [] : sets.tipsOf(set);
    const isOnDefault = tips.at(-1) === heads.length;
    if (isOnDefault) onDefault += commits;
    const counts = isOnDefault ? shared : ahead;
    for (const tip of tips) if (tip < heads.length) counts[tip] = (counts[tip] ?? 0) + commits;
  }
  return heads.map((_hash, tip) => ({ ahead: ahead[tip] ?? 0, behind: onDefault - (shared[tip] ?? 0) }));
}
