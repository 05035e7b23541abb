/** Which refs of an origin a mirror takes, under their own names. */

/** Nobody else's business: a person's stash, and replacements that would change history. */
export const neverTaken: readonly string[] = ['^refs/stash', '^refs/replace/*'];

/** Everything else. */
export const defaultRefPatterns: readonly string[] = ['refs/*', ...neverTaken];

export interface RefPatterns {
  /** For `git fetch`. */
  readonly refspecs: readonly string[];
  take(ref: string): boolean;
}

/**
 * Patterns are full names such as `refs/tags/v1`, or have one `*` at the end (`refs/heads/*`) or inside, which stands
 * for anything. One that starts with `^` leaves out.
 * @throws Error for anything else, since only we and the operator write them
 */
export function refPatternsFrom(patterns: readonly string[]): RefPatterns {
  for (const pattern of patterns) {
    if (!/^\^?refs\/[^*?[\]:\s~^]*(?:\*[^*?[\]:\s~^]*)?$/.test(pattern))
      throw new Error(`"${pattern}" is not a pattern of refs.`);
  }
  const wanted = patterns.filter((pattern) => !pattern.startsWith('^')).map(matcher);
  const unwanted = patterns.filter((pattern) => pattern.startsWith('^')).map((pattern) => matcher(pattern.slice(1)));
  return {
    refspecs: patterns.map((pattern) => (pattern.startsWith('^') ? pattern : `+${pattern}:${pattern}`)),
    take: (ref) => wanted.some((matches) => matches(ref)) && !unwanted.some((matches) => matches(ref)),
  };
}

function matcher(pattern: string): (ref: string) => boolean {
  const star = pattern.indexOf('*');
  if (star === -1) return (ref) => ref === pattern;
  const [prefix, suffix] = [pattern.slice(0, star), pattern.slice(star + 1)];
  return (ref) => ref.length >= pattern.length - 1 && ref.startsWith(prefix) && ref.endsWith(suffix);
}
