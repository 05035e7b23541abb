/** Which tags, and whether the default branch, contain each commit: one pass over history for all of them. */

import type { CommitHash, Containment, Tag } from '@branchline/domain';
import { TipSets, walkMembership, type SetId } from './membership.ts';

/** The tips of that one pass: tags by number, and the default branch as the number after the last tag. */
export interface ContainmentTips {
  readonly tags: readonly Tag[];
  readonly defaultHead: CommitHash | undefined;
}

/**
 * Groups the wanted commits by what contains them; those that the walk does not meet form a group without tags.
 * @param blocks lines of `git rev-list --topo-order --parents` from all tips
 */
export async function groupByContainment(
  blocks: AsyncIterable<readonly string[]>,
  { tags, defaultHead }: ContainmentTips,
  wanted: ReadonlySet<string>,
): Promise<readonly Containment[]> {
  const sets = new TipSets(tags.length + 1);
  const commitsBySet = new Map<SetId, CommitHash[]>();
  const missing = new Set(wanted);
  await walkMembership(blocks, sets, tipsByHash(tags, defaultHead), (hash, set) => {
    if (!missing.delete(hash)) return;
    const commits = commitsBySet.get(set);
    if (commits === undefined) commitsBySet.set(set, [hash as CommitHash]);
    else commits.push(hash as CommitHash);
  });
  if (missing.size > 0) commitsBySet.set(sets.empty, [...missing] as CommitHash[]);
  return [...commitsBySet].map(([set, commits]) => {
    const tips = sets.tipsOf(set);
    return {
      commits,
      onDefaultBranch: tips.includes(tags.length),
      tags: tips.flatMap((tip) => tags[tip]?.name ?? []),
    };
  });
}

function tipsByHash(tags: readonly Tag[], defaultHead: CommitHash | undefined): ReadonlyMap<string, readonly number[]> {
  const byHash = new Map<string, number[]>();
  const add = (hash: string, tip: number): void => {
    const tips = byHash.get(hash);
    if (tips === undefined) byHash.set(hash, [tip]);
    else tips.push(tip);
  };
  tags.forEach(({ commit }, tip) => add(commit, tip));
  if (defaultHead !== undefined) add(defaultHead, tags.length);
  return byHash;
}
