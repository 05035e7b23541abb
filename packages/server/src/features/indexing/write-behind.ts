/** Lets git read on while what it gave before is being written. */

/**
 * Writes one item after another, each while the next is being made. When anything fails or `stopping` is aborted, what
 * is being written is ended first, and nothing after it is begun.
 * @throws what the items, `write` or `stopping` throw
 */
export async function writeBehind<Item>(
  items: AsyncIterable<Item>,
  write: (item: Item) => Promise<void>,
  stopping: AbortSignal,
): Promise<void> {
  let writing: Promise<void> = Promise.resolve();
  try {
    for await (const item of items) {
      await writing;
      stopping.throwIfAborted();
      writing = write(item);
      // It is awaited before the next item; until then a failure must not count as unhandled.
      writing.catch(() => undefined);
    }
  } finally {
    await writing;
  }
}
