/** Sees to it that nobody takes all the places of a worker process: a slow integration leaves room for the others. */

/** Who holds how many of the places at this moment. */
export interface FairShares {
  /** Flags whose jobs must not start now, since they hold their share. */
  full(): readonly string[];
  begin(flags: readonly string[]): void;
  end(flags: readonly string[]): void;
}

/**
 * A flag may hold half of the places that are free or its own already: of eight the first gets four, then others two,
 * one and one. Jobs without flags take what they find.
 */
export function fairShares(places: number): FairShares {
  const held = new Map<string, number>();
  let running = 0;
  function count(flags: readonly string[], by: 1 | -1): void {
    running += by;
    for (const flag of flags) {
      const now = (held.get(flag) ?? 0) + by;
      if (now === 0) held.delete(flag);
      else held.set(flag, now);
    }
  }
  return {
    full() {
      const free = places - running;
      return [...held].filter(([, own]) => own >= Math.ceil((free + own) / 2)).map(([flag]) => flag);
    },
    begin: (flags) => count(flags, 1),
    end: (flags) => count(flags, -1),
  };
}

/** Lets one in at a time; whoever is in leaves for the next. */
export interface Gate {
  enter(): Promise<void>;
  /** Nobody in: nothing happens. */
  leave(): void;
}

/** Workers of one process ask for jobs one after the other, or several would take the same free place for theirs. */
export function gate(): Gate {
  const waiting: (() => void)[] = [];
  let isTaken = false;
  return {
    async enter() {
      if (!isTaken) {
        isTaken = true;
        return;
      }
      await new Promise<void>((resolve) => {
        waiting.push(resolve);
      });
    },
    leave() {
      const next = waiting.shift();
      if (next === undefined) isTaken = false;
      else next();
    },
  };
}
