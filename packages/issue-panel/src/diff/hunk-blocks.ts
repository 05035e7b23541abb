/** The two sides of a hunk as code: what it was and what it became are highlighted each for itself. */

import type { DiffLineView } from '@branchline/contract';
import { codeBlock, type CodeBlock } from './code-block.ts';
import type { FileView } from './diff-rows.ts';
import type { DiffHunk } from './shown-lines.ts';

interface Sides {
  readonly before: CodeBlock | undefined;
  readonly after: CodeBlock | undefined;
}

/** A line in a block, counted from 0. */
export interface LineInBlock {
  readonly block: CodeBlock;
  readonly index: number;
}

const known = new WeakMap<DiffHunk, Sides>();

/** Undefined where it has no colours. */
export function lineInBlock(view: FileView, hunk: DiffHunk, line: DiffLineView): LineInBlock | undefined {
  const sides = known.get(hunk) ?? sidesOf(view, hunk);
  known.set(hunk, sides);
  const { before, after } = line;
  const block = after === null ? sides.before : sides.after;
  const index = after === null ? (before ?? 0) - hunk.beforeStart : after - hunk.afterStart;
  return block && { block, index };
}

function sidesOf({ file }: FileView, hunk: DiffHunk): Sides {
  const side = (without: DiffLineView['kind']) =>
    hunk.lines.filter(({ kind }) => kind !== without).map(({ text }) => text);
  return {
    before: codeBlock(file.previousPath ?? file.path, side('added')),
    after: codeBlock(file.path, side('removed')),
  };
}
