/** Reads a word of an address, which may say anything. */

/** The word when it is one of those; undefined for any other. */
export function oneOf<Word extends string>(words: readonly Word[], text: string | undefined): Word | undefined {
  return words.find((word) => word === text);
}
