/** What is kept of two revisions that were held against each other, so that the next page need not do it again. */

import type { CommitHash, Comparison, KeyLink } from '@branchline/domain';
import type { Clock } from '../../ports/clock.ts';
import type { WalkedCommit } from '../../ports/git-browser.ts';
import type { CommitLines } from '../../ports/store/linked-history.ts';
import { shortMemory, type ShortMemory } from '../permissions/short-memory.ts';

/** Nothing of it is about whoever asks: what they may see is looked up each time. */
export interface HeldComparison {
  readonly standing: Comparison;
  /** The newest commits, as many as are looked at. */
  readonly looked: readonly WalkedCommit[];
  readonly links: ReadonlyMap<CommitHash, readonly KeyLink[]>;
  readonly lines: ReadonlyMap<CommitHash, CommitLines>;
}

/** As long as somebody goes on from page to page without waiting. */
const heldMilliseconds = 60_000;
/** Some 5 MB each at most. */
const mostComparisons = 8;

/** Make one for a process and keep it. */
export function heldComparisons(clock: Clock): ShortMemory<HeldComparison> {
  return shortMemory(clock, heldMilliseconds, mostComparisons);
}
