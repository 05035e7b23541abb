/** Patterns of refs that people want mirrored besides the usual ones, or left out: `refs/changes/*`. */

/** Characters of a pattern, and patterns of a list. */
export const refPatternLimit = 200;
export const refPatternsLimit = 50;

/** Nobody else's business, or able to change what history says. */
const kept = ['refs/stash', 'refs/replace/', 'refs/branchline/'];

const example = 'Example: refs/changes/*';

/**
 * What is wrong with a pattern, as a sentence; undefined when nothing is. A pattern is the full name of a ref with at
 * most one `*`: nothing in it can be read by git as an option, another address or another place to write to.
 */
export function problemOfRefPattern(pattern: string): string | undefined {
  if (pattern.length > refPatternLimit) {
    return `A pattern of refs has ${pattern.length} characters; ${refPatternLimit} are enough.`;
  }
  const named = JSON.stringify(pattern);
  if (!pattern.startsWith('refs/')) return `${named} does not begin with "refs/". ${example}`;
  if (/[\p{Cc}\s~^:?[\]\\]/u.test(pattern)) return `${named} has a character that no ref has. ${example}`;
  if (pattern.split('*').length > 2) return `${named} has more than one "*". ${example}`;
  if (/\.\.|\/\/|@\{|\/\.|\.lock$|[./]$/.test(pattern)) return `${named} is not the name of a ref. ${example}`;
  const start = pattern.split('*')[0] ?? '';
  if (kept.some((prefix) => pattern === prefix || start.startsWith(prefix)))
    return `${named} is never mirrored: it would change what history says, or is nobody else's business.`;
  return undefined;
}
