/** Says which words of two lines differ, where the one became the other. */

import { diffWordsWithSpace } from 'diff';
import type { TextRange } from './text-range.ts';

/** Characters of a line whose words are compared. */
const longestLine = 1000;
/** Steps between two lines before they count as different lines: what keeps a comparison under a millisecond. */
const mostSteps = 160;
/** How much of the longer line the two must share to be one line that changed. */
const leastShared = 0.3;

export interface WordChanges {
  readonly removed: readonly TextRange[];
  readonly added: readonly TextRange[];
}

/** Undefined where the lines have too little in common, or are too long, for single words to tell something. */
export function wordChanges(removed: string, added: string): WordChanges | undefined {
  const longer = Math.max(removed.length, added.length);
  if (longer > longestLine || removed === added) return undefined;
  if (Math.min(removed.trim().length, added.trim().length) < longer * leastShared) return undefined;
  const parts = diffWordsWithSpace(removed, added, { maxEditLength: mostSteps });
  if (parts === undefined) return undefined;
  const changes: { removed: TextRange[]; added: TextRange[] } = { removed: [], added: [] };
  let before = 0;
  let after = 0;
  let shared = 0;
  for (const part of parts) {
    const { length } = part.value;
    if (part.removed) changes.removed.push({ start: before, end: before + length });
    else if (part.added) changes.added.push({ start: after, end: after + length });
    else shared += part.value.replaceAll(/\s/gu, '').length;
    if (!part.added) before += length;
    if (!part.removed) after += length;
  }
  const letters = Math.max(lettersOf(removed), lettersOf(added));
  return shared >= letters * leastShared ? changes : undefined;
}

function lettersOf(text: string): number {
  return text.replaceAll(/\s/gu, '').length;
}
