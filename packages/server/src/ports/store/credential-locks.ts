/** The port to locks across processes, under which credentials are changed. */

export interface CredentialLocks {
  /**
   * Does the work while nobody else, in any process, does work under the same name. A process that is killed lets go
   * by being killed. Unlike a transaction it may be held over a network call; whoever asks must bound that call.
   * @throws Failure `unavailable` when somebody else held it for minutes
   */
  hold<T>(name: string, work: () => Promise<T>): Promise<T>;
}
