/** Several streams as one: whatever comes first is given first. */

interface Arrival<Item> {
  readonly source: AsyncIterator<Item>;
  readonly result: IteratorResult<Item>;
}

async function arrival<Item>(source: AsyncIterator<Item>): Promise<Arrival<Item>> {
  return { source, result: await source.next() };
}

/** Reads all sources at the same time. When one fails or the reader leaves, the others are ended too. */
export async function* merged<Item>(sources: readonly AsyncIterable<Item>[]): AsyncGenerator<Item> {
  const waiting = new Map<AsyncIterator<Item>, Promise<Arrival<Item>>>();
  for (const each of sources) {
    const source = each[Symbol.asyncIterator]();
    waiting.set(source, arrival(source));
  }
  try {
    while (waiting.size > 0) {
      const { source, result } = await Promise.race(waiting.values());
      if (result.done === true) {
        waiting.delete(source);
        continue;
      }
      waiting.set(source, arrival(source));
      yield result.value;
    }
  } finally {
    // What is still on its way is no longer wanted, nor is the reason why it does not come.
    for (const promise of waiting.values()) promise.catch(() => undefined);
    for (const source of waiting.keys()) await source.return?.();
  }
}
