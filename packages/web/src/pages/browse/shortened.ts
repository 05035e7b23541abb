/** Names a revision for people. */

/** A whole hash is shown by its beginning. */
export function shortened(revision: string): string {
  return /^[0-9a-f]{40,64}$/u.test(revision) ? revision.slice(0, 8) : revision;
}
