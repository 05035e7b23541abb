/** Cuts git's output at zero bytes while it comes. */

/** Words without their zero byte, every byte as one character, as many at a time as came together. */
export async function* wordsOf(output: AsyncIterable<Buffer>): AsyncGenerator<readonly string[]> {
  let rest = '';
  for await (const piece of output) {
    const words = (rest + piece.toString('latin1')).split('\0');
    rest = words.pop() ?? '';
    yield words;
  }
  if (rest !== '') yield [rest];
}
