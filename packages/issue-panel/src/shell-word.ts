/** One word of a command for a shell. */

/** As it is where no shell reads it otherwise, else in single quotes, which POSIX shells take letter by letter. */
export function shellWord(word: string): string {
  return /^[\w./@%+:,-]+$/u.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
}
