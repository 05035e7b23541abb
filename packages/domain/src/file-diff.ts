/** What changed in a file, line by line. */

import type { CommitHash } from './ids.ts';

/** Between which states: from the first parent of `to` when `from` is undefined, from nothing for a root. */
export interface DiffRange {
  readonly from: CommitHash | undefined;
  readonly to: CommitHash;
}

/** How lines are compared and shown. */
export interface DiffOptions {
  /** Lines that differ in white space only count as the same. */
  readonly ignoresWhitespace: boolean;
  /** Unchanged lines around each change. */
  readonly context: number;
}

/** One line of a change, or one that stands beside it. */
export interface DiffLine {
  readonly kind: 'same' | 'removed' | 'added';
  /** Without its line break; at most `diffLineLimit` characters. */
  readonly text: string;
  /** Its number before the change; undefined for an added line. */
  readonly before: number | undefined;
  /** Its number after the change; undefined for a removed line. */
  readonly after: number | undefined;
  /** The file ends here without a line break. */
  readonly endsFile: boolean;
}

/** Changed lines with their surroundings. */
export interface DiffHunk {
  readonly beforeStart: number;
  readonly beforeLines: number;
  readonly afterStart: number;
  readonly afterLines: number;
  /** The line that git thinks names the place: a function, a heading. May be empty. */
  readonly heading: string;
  readonly lines: readonly DiffLine[];
}

/** The lines of one file. */
export interface FileDiff {
  /** Cannot be shown as lines. */
  readonly isBinary: boolean;
  readonly hunks: readonly DiffHunk[];
  /** There is more than was asked for. */
  readonly isCut: boolean;
}

/** Characters of a line that are shown: a minified file is one line of megabytes. */
export const diffLineLimit = 5000;
