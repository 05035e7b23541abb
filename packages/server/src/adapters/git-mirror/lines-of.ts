/** Cuts git's output into lines, or at zero bytes, while it comes. */

/** Lines without their line feed, every byte as one character, as many at a time as came together. */
export function linesOf(output: AsyncIterable<Buffer>): AsyncGenerator<readonly string[]> {
  return piecesOf(output, '\n');
}

/** The same for what git writes with `-z`. */
export function wordsOf(output: AsyncIterable<Buffer>): AsyncGenerator<readonly string[]> {
  return piecesOf(output, '\0');
}

async function* piecesOf(output: AsyncIterable<Buffer>, separator: string): AsyncGenerator<readonly string[]> {
  let rest = '';
  for await (const chunk of output) {
    const pieces = (rest + chunk.toString('latin1')).split(separator);
    rest = pieces.pop() ?? '';
    yield pieces;
  }
  if (rest !== '') yield [rest];
}

/** Text as people read it, from text with every byte as one character; what is not UTF-8 becomes U+FFFD. */
export function decoded(bytes: string): string {
  return /[\u0080-\u00ff]/.test(bytes) ? Buffer.from(bytes, 'latin1').toString('utf8') : bytes;
}
