/** Which tags of a repository count: patterns by which people name releases and leave out the rest. */

import { readExpression } from './read-expression.ts';
import { compileExpression, type Expression, type ExpressionPart } from './safe-expression.ts';

/** A pattern is a glob, or between slashes a regular expression. */
export interface TagFilter {
  /** When there are any, a tag's name must match one. */
  readonly include: readonly string[];
  /** Matching one leaves a tag out. */
  readonly exclude: readonly string[];
}

/** Every tag. */
export const everyTag: TagFilter = { include: [], exclude: [] };

/** Characters of a pattern, and patterns of a list. */
export const tagPatternLimit = 300;
export const tagPatternsLimit = 100;

function expressionIn(pattern: string): string | undefined {
  return /^\/(.+)\/$/su.exec(pattern)?.[1];
}

/** The whole name: `*` stands for anything but a slash, `**` for anything, `?` for one character but a slash. */
function globParts(glob: string): ExpressionPart {
  const parts = (glob.match(/\*{2,}|[^]/gu) ?? []).map((piece): ExpressionPart => {
    const anything = { kind: 'one', accepts: () => true } as const;
    const noSlash = { kind: 'one', accepts: (character: string) => character !== '/' } as const;
    if (piece.length > 1 && piece.startsWith('*')) return { kind: 'repeat', part: anything, least: 0, most: undefined };
    if (piece === '*') return { kind: 'repeat', part: noSlash, least: 0, most: undefined };
    return piece === '?' ? noSlash : { kind: 'one', accepts: (character) => character === piece };
  });
  return { kind: 'all', parts: [{ kind: 'edge', at: 'start' }, ...parts, { kind: 'edge', at: 'end' }] };
}

function compiled(pattern: string): Expression {
  const expression = expressionIn(pattern);
  return compileExpression(expression === undefined ? globParts(pattern) : readExpression(expression));
}

/** What is wrong with a pattern, as a sentence; undefined when nothing is. */
export function problemOfTagPattern(pattern: string): string | undefined {
  if (pattern.trim() === '') return 'A pattern of tags is empty. Example: v*';
  if (pattern.length > tagPatternLimit) {
    return `A pattern of tags has ${pattern.length} characters; ${tagPatternLimit} are enough.`;
  }
  try {
    compiled(pattern);
    return undefined;
  } catch (error) {
    return `"${pattern}" is no pattern of tags. ${error instanceof Error ? error.message : String(error)}`;
  }
}

/**
 * Whether a tag counts, by its name without `refs/tags/`. Upper and lower case differ, as they do in git. A pattern that
 * cannot be read matches nothing.
 */
export function tagCounter({ include, exclude }: TagFilter): (name: string) => boolean {
  const readable = (pattern: string) => (problemOfTagPattern(pattern) === undefined ? [compiled(pattern)] : []);
  const wanted = include.flatMap(readable);
  const unwanted = exclude.flatMap(readable);
  return (name) =>
    (include.length === 0 || wanted.some((matches) => matches(name))) && !unwanted.some((matches) => matches(name));
}
