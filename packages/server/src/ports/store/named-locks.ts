/** The port to locks across processes, each with a name. */

/** What became of work under a lock: done, or never begun because somebody else held the lock too long. */
export type Held<T> = { readonly outcome: 'done'; readonly result: T } | { readonly outcome: 'held-too-long' };

/** Keeps apart those who do something under the same name. */
export interface NamedLocks {
  /**
   * Does the work while nobody else, in any process, does work under the same name. A process that is killed lets go
   * by being killed. Unlike a transaction it may be held over a network call; whoever asks must bound that call.
   */
  hold<T>(name: string, work: () => Promise<T>): Promise<Held<T>>;
}
