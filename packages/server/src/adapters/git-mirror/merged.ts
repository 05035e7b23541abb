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
  function ask(source: AsyncIterator<Item>): void {
    const promise = arrival(source);
    // It is awaited when the reader comes back, or never when it leaves; until then a failure must not count as unhandled.
    promise.catch(() => undefined);
    waiting.set(source, promise);
  }
  for (const each of sources) ask(each[Symbol.asyncIterator]());
  try {
    while (waiting.size > 0) {
      const { source, result } = await Promise.race(waiting.values());
      if (result.done === true) {
        waiting.delete(source);
        continue;
      }
      ask(source);
      yield result.value;
    }
  } finally {
    for (const source of waiting.keys()) await source.return?.();
  }
}
