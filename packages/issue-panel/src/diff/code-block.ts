/** Lines of one language that stand together, in portions small enough to be highlighted between two pictures. */

import { languageOf } from './language-of.ts';

/** Characters of a block beyond which it stays plain. */
export const highlightedSize = 500_000;
/** Characters of a line beyond which it stays plain. */
export const highlightedLine = 2000;
/** Characters of a portion: about 10 to 20 ms of work. */
const portionSize = 40_000;

/** One portion of a block. */
export interface Portion {
  readonly block: CodeBlock;
  readonly first: number;
  /** The first line after it. */
  readonly end: number;
}

export interface CodeBlock {
  readonly language: string;
  readonly lines: readonly string[];
  readonly portions: readonly Portion[];
}

/** Undefined where nothing is to be highlighted. */
export function codeBlock(path: string, lines: readonly string[]): CodeBlock | undefined {
  const language = languageOf(path);
  if (language === undefined) return undefined;
  let size = 0;
  for (const line of lines) size += line.length + 1;
  if (size > highlightedSize) return undefined;
  const portions: Portion[] = [];
  const block: CodeBlock = { language, lines, portions };
  for (let first = 0; first < lines.length;) {
    const end = portionEnd(lines, first);
    portions.push({ block, first, end });
    first = end;
  }
  return block;
}

/** The portion of a line, counted from 0. */
export function portionOf(block: CodeBlock, line: number): Portion | undefined {
  return block.portions.find(({ first, end }) => line >= first && line < end);
}

/** Something whole begins after an empty line at the left edge: there a cut harms the colours least. */
function portionEnd(lines: readonly string[], first: number): number {
  let size = 0;
  let good: number | undefined;
  for (let at = first; at < lines.length; at += 1) {
    const line = lines[at] ?? '';
    if (size > portionSize / 2 && lines[at - 1]?.trim() === '' && /^[^\s*]/u.test(line)) good = at;
    size += line.length + 1;
    if (size > portionSize) return good ?? at + 1;
  }
  return lines.length;
}
