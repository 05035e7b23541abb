/** How high the rows of changed files are, in pixels, as in the stylesheet. */

import type { DiffRow } from './diff-rows.ts';

/** Of a line of code. */
export const lineHeight = 20;
const heights = {
  heading: 40,
  line: lineHeight,
  pair: lineHeight,
  gap: 28,
  note: 48,
  pictures: 320,
  failed: 160,
} as const;
/** The most lines for which room is kept before they are read. */
const keptLines = 400;

/** Unread lines have the height they will roughly have: then little moves when they come. */
export function rowHeight(row: DiffRow): number {
  if (row.kind !== 'reading' && row.kind !== 'asleep') return heights[row.kind];
  const { file, load } = row.view;
  if (load.state === 'asleep' && load.because !== 'far') return heights.note;
  const lines = (file.linesAdded ?? 0) + (file.linesRemoved ?? 0);
  return Math.max(heights.note, Math.min(lines + 6, keptLines) * lineHeight);
}
