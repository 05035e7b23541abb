/** Knows what is still being done for requests, so that a server that closes takes nothing away from under it. */

export interface UnderWay {
  /** What the work comes to. */
  during<Result>(work: Promise<Result>): Promise<Result>;
  /** Resolves when nothing is under way any more. */
  settled(): Promise<void>;
}

export function underWay(): UnderWay {
  const going = new Set<Promise<unknown>>();
  return {
    async during(work) {
      going.add(work);
      try {
        return await work;
      } finally {
        going.delete(work);
      }
    },
    async settled() {
      while (going.size > 0) await Promise.allSettled(going);
    },
  };
}
