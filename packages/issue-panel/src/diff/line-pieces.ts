/** Cuts a line where its look changes: at the colours of code, at changed and found words, at hidden characters. */

import { hiddenCharacters, type HiddenRange } from './hidden-characters.ts';
import { rangeReader, type CodeTone, type TextRange, type TonedRange } from './text-range.ts';

export interface LinePiece {
  readonly start: number;
  readonly text: string;
  readonly tone: CodeTone | undefined;
  /** One of the words that differ. */
  readonly isChanged: boolean;
  /** What somebody looks for. */
  readonly isFound: boolean;
  readonly hidden: HiddenRange | undefined;
}

export interface LineMarks {
  readonly tones?: readonly TonedRange[] | undefined;
  readonly changed?: readonly TextRange[] | undefined;
  readonly found?: readonly TextRange[] | undefined;
  /** Whether a carriage return at the end is told. */
  readonly showsReturn?: boolean;
}

/** Together the pieces are the text. */
export function linePieces(text: string, marks: LineMarks): readonly LinePiece[] {
  const { tones = [], changed = [], found = [] } = marks;
  const hidden = hiddenCharacters(text, marks.showsReturn === true);
  const cuts = new Set<number>([0, text.length]);
  for (const ranges of [tones, changed, found, hidden]) {
    for (const { start, end } of ranges) {
      cuts.add(Math.min(start, text.length));
      cuts.add(Math.min(end, text.length));
    }
  }
  const toneAt = rangeReader(tones);
  const changedAt = rangeReader(changed);
  const foundAt = rangeReader(found);
  const hiddenAt = rangeReader(hidden);
  const places = [...cuts].sort((a, b) => a - b);
  return places.slice(0, -1).map((start, index) => ({
    start,
    text: text.slice(start, places[index + 1]),
    tone: toneAt(start)?.tone,
    isChanged: changedAt(start) !== undefined,
    isFound: foundAt(start) !== undefined,
    hidden: hiddenAt(start),
  }));
}

/** Where a text stands in a line, in any case; none over another. */
export function findsIn(text: string, wanted: string): readonly TextRange[] {
  if (wanted === '') return [];
  const found: TextRange[] = [];
  const low = text.toLowerCase();
  // Some letters are longer in lower case: their places would be wrong.
  if (low.length !== text.length) return [];
  const sought = wanted.toLowerCase();
  for (let at = low.indexOf(sought); at !== -1; at = low.indexOf(sought, at + sought.length)) {
    found.push({ start: at, end: at + sought.length });
  }
  return found;
}
