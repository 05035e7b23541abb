/** Which lines of a file's change are shown: changed ones, those close to them, and what somebody asked to see. */

import type { DiffLineView, FileDiffView } from '@branchline/contract';

export type DiffHunk = FileDiffView['hunks'][number];

/** Lines somebody asked to see, by their numbers after the change, both ends included. */
export interface RevealedLines {
  readonly first: number;
  /** Infinity: to the end of the file. */
  readonly last: number;
}

/** A line, and the hunk it is in. */
export interface ShownLine {
  readonly kind: 'line';
  readonly line: DiffLineView;
  readonly hunk: DiffHunk;
}

/** Unchanged lines that are not shown, by their numbers after the change. */
export interface ShownGap {
  readonly kind: 'gap';
  readonly first: number;
  /** Undefined: to the end of the file, wherever that is. */
  readonly last: number | undefined;
  /** What git says the place after it is called; may be empty. */
  readonly heading: string;
}

/** Unchanged lines around each change that are shown without asking. */
export const usualContext = 3;
/** The whole file, as the server has it. */
export const wholeContext = 100_000;

/** @param context unchanged lines around each change with which the diff was asked for */
export function shownLines(
  diff: FileDiffView,
  context: number,
  revealed: readonly RevealedLines[],
): readonly (ShownLine | ShownGap)[] {
  const shown: (ShownLine | ShownGap)[] = [];
  let next = 1;
  let after = 1;
  for (const hunk of diff.hunks) {
    const close = closeToChange(hunk.lines);
    let heading = hunk.heading;
    // Without lines after the change, git names the line before the place.
    after = hunk.afterLines === 0 ? hunk.afterStart + 1 : hunk.afterStart;
    for (const [index, line] of hunk.lines.entries()) {
      const at = line.after ?? after;
      if (line.after !== null) after = line.after + 1;
      if (close[index] !== true && !isRevealed(at, revealed)) continue;
      if (at > next) shown.push({ kind: 'gap', first: next, last: at - 1, heading });
      heading = '';
      shown.push({ kind: 'line', line, hunk });
      next = after;
    }
  }
  if (goesOn(diff, context, next, after)) shown.push({ kind: 'gap', first: next, last: undefined, heading: '' });
  return shown;
}

/** How much context must be asked for so that all of that can be shown. */
export function contextFor(revealed: readonly RevealedLines[]): number {
  let longest = 0;
  let run: RevealedLines | undefined;
  for (const each of [...revealed].sort((a, b) => a.first - b.first)) {
    run =
      run !== undefined && each.first <= run.last + 1
        ? { first: run.first, last: Math.max(run.last, each.last) }
        : each;
    longest = Math.max(longest, run.last - run.first + 1);
  }
  return Math.min(usualContext + longest, wholeContext);
}

function closeToChange(lines: readonly DiffLineView[]): readonly boolean[] {
  const close = lines.map(({ kind }) => kind !== 'same');
  for (const [from, step] of [
    [0, 1],
    [lines.length - 1, -1],
  ] as const) {
    let since = usualContext;
    for (let index = from; index >= 0 && index < lines.length; index += step) {
      if (lines[index]?.kind === 'same') since += 1;
      else since = 0;
      if (since > 0 && since <= usualContext) close[index] = true;
    }
  }
  return close;
}

function isRevealed(line: number, revealed: readonly RevealedLines[]): boolean {
  return revealed.some(({ first, last }) => line >= first && line <= last);
}

/** Whether the file has more lines than the last that is shown. Fewer unchanged lines than asked for were all of them. */
function goesOn(diff: FileDiffView, context: number, next: number, after: number): boolean {
  const last = diff.hunks.at(-1);
  if (last === undefined || diff.isCut) return false;
  if (next < after) return true;
  const kinds = last.lines.map(({ kind }) => kind);
  const changed = Math.max(kinds.lastIndexOf('added'), kinds.lastIndexOf('removed'));
  // New and deleted files have nothing else.
  if (last.beforeLines === 0 && last.beforeStart === 0) return false;
  if (last.afterLines === 0 && last.afterStart === 0) return false;
  if (last.lines.at(-1)?.endsFile === true) return false;
  return kinds.length - 1 - changed >= context;
}
