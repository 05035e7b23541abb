/** Finds the transition that a smart commit means by its command. */

/** The transition's name, or why there is none: `candidates` are then the names to choose from. */
export type TransitionMatch =
  | { readonly transition: string }
  | { readonly error: 'ambiguous' | 'none'; readonly candidates: readonly string[] };

/**
 * Compares without case: the whole name wins, then a beginning of the name, then a beginning of it with the command's
 * dashes as blanks.
 * @param available names of the transitions that this person may run now
 */
export function matchTransition(command: string, available: readonly string[]): TransitionMatch {
  const wanted = command.toLowerCase();
  const withBlanks = wanted.replaceAll('-', ' ');
  const tests: readonly ((name: string) => boolean)[] = [
    (name) => name === wanted,
    (name) => name.startsWith(wanted),
    (name) => name.startsWith(withBlanks),
  ];
  for (const isMeant of tests) {
    const candidates = available.filter((name) => isMeant(name.toLowerCase()));
    const [transition] = candidates;
    if (transition !== undefined) {
      return candidates.length === 1 ? { transition } : { error: 'ambiguous', candidates };
    }
  }
  return { error: 'none', candidates: available };
}
