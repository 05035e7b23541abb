/** Reads what stands after the question mark of an address, which may say anything. */

export type Search = Readonly<Record<string, unknown>>;

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
