/** Reads what stands after the question mark of an address, which may say anything. */

export type Search = Readonly<Record<string, unknown>>;

/** What stands after the question mark, name by name, as it is written: a tag may be called 1.10, or true. */
export function readWords(text: string): Record<string, string> {
  return Object.fromEntries([...new URLSearchParams(text)].toReversed());
}

/** The same the other way round: with a question mark, or empty. */
export function writeWords(words: Readonly<Record<string, unknown>>): string {
  const told = Object.entries(words).filter(([, word]) => word !== undefined);
  const written = new URLSearchParams(told.map(([name, word]) => [name, String(word)]));
  return written.size === 0 ? '' : `?${written.toString()}`;
}

/** The word under a name; empty when there is none. */
export function wordOf(search: Search, name: string): string {
  const value = search[name];
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

/** Those of the named words that are there: what `validateSearch` returns for filters. */
export function wordsOf<Name extends string>(search: Search, names: readonly Name[]): { [Each in Name]?: string } {
  const words: { [Each in Name]?: string } = {};
  for (const name of names) {
    const word = wordOf(search, name);
    if (word !== '') words[name] = word;
  }
  return words;
}
