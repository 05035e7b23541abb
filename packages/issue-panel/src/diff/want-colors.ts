/** Asks for the colours of the rows that are drawn, the first of them first. */

import type { DiffRow } from './diff-rows.ts';
import { lineInBlock } from './hunk-blocks.ts';
import type { Painter } from './painter.ts';

/** @param first the first row that is drawn, `last` the last */
export function wantColors(painter: Painter, rows: readonly DiffRow[], first: number, last: number): void {
  // Whoever asks last is served first.
  for (let index = last; index >= first; index -= 1) {
    const row = rows[index];
    if (row?.kind !== 'line' && row?.kind !== 'pair') continue;
    const lines = row.kind === 'line' ? [row.line] : [row.right, row.left];
    for (const line of lines) {
      const place = line && lineInBlock(row.view, row.hunk, line);
      if (place !== undefined) painter.want(place.block, place.index);
    }
  }
}
