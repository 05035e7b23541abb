/** A store whose process is killed after so many questions: nothing is answered after that. */

import type { Store, Tables } from '../ports/store.ts';

/** Thrown by everything that is asked after the kill. */
export class Killed extends Error {
  override readonly name = 'Killed';
}

/** `afterWrite`: the last question is still answered by the database, but nobody hears the answer. */
export function mortalStore(store: Store, questions: number, afterWrite: boolean): Store {
  let left = questions;
  async function asked<T>(ask: () => Promise<T>): Promise<T> {
    if (left <= 0) throw new Killed();
    left -= 1;
    if (left > 0) return ask();
    if (afterWrite) await ask();
    throw new Killed();
  }
  function mortalTable(table: object): unknown {
    return new Proxy(table, {
      get(of, name) {
        const method = Reflect.get(of, name) as unknown;
        if (typeof method !== 'function') return method;
        return (...words: readonly unknown[]) => asked(() => Reflect.apply(method, of, words) as Promise<unknown>);
      },
    });
  }
  const tables = Object.entries(store).filter(([, table]) => typeof table === 'object');
  return {
    ...store,
    ...(Object.fromEntries(tables.map(([name, table]) => [name, mortalTable(table as object)])) as unknown as Tables),
    // Within a transaction only its end matters: before it nothing was written.
    transaction: (work) => asked(() => store.transaction(work)),
  };
}
