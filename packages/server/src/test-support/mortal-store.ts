/** A store, and a Jira, whose process is killed after so many questions: nothing is answered after that. */

import type { JiraSite } from '../ports/jira-site.ts';
import type { Store, Tables } from '../ports/store.ts';

/** Thrown by everything that is asked after the kill. */
export class Killed extends Error {
  override readonly name = 'Killed';
}

/** How much is left of a process's life. Several things may share one. */
export interface Life {
  /** Asks, or dies. */
  asked<T>(ask: () => Promise<T>): Promise<T>;
  readonly isOver: () => boolean;
}

/** `afterWrite`: the last question is still answered by the other side, but nobody hears the answer. */
export function lifeOf(questions: number, afterWrite: boolean): Life {
  let left = questions;
  return {
    isOver: () => left <= 0,
    async asked(ask) {
      if (left <= 0) throw new Killed();
      left -= 1;
      if (left > 0) return ask();
      if (afterWrite) await ask();
      throw new Killed();
    },
  };
}

/** The same thing, each of whose methods asks once. */
function mortal<Thing extends object>(thing: Thing, life: Life): Thing {
  return new Proxy(thing, {
    get(of, name) {
      const method = Reflect.get(of, name) as unknown;
      if (typeof method !== 'function') return method;
      return (...words: readonly unknown[]) => life.asked(() => Reflect.apply(method, of, words) as Promise<unknown>);
    },
  });
}

/** A store that dies by itself. */
export function mortalStore(store: Store, questions: number, afterWrite: boolean): Store {
  return mortalStoreIn(store, lifeOf(questions, afterWrite));
}

/** A store that dies with others. */
export function mortalStoreIn(store: Store, life: Life): Store {
  const tables = Object.entries(store).filter(([, table]) => typeof table === 'object');
  return {
    ...store,
    ...(Object.fromEntries(tables.map(([name, table]) => [name, mortal(table as object, life)])) as unknown as Tables),
    // Within a transaction only its end matters: before it nothing was written.
    transaction: (work) => life.asked(() => store.transaction(work)),
  };
}

/** A Jira to which the connection dies with others: people are asked, and issues are written to. */
export function mortalJiraIn(site: JiraSite, life: Life): JiraSite {
  const { writer, people } = site;
  return {
    ...site,
    ...(writer === undefined ? {} : { writer: mortal(writer, life) }),
    ...(people === undefined ? {} : { people: mortal(people, life) }),
  };
}
