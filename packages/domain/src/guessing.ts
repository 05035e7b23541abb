/** How long somebody must wait who has guessed wrong: more each time, and never so long that they are locked out. */

/** Under which name failures are counted, and how many are forgiven. */
export interface GuessingLimit {
  /** Failures after which waiting begins. */
  readonly forgiven: number;
}

/** One person at one place mistypes; a network or an account has many. */
export const guessingLimits = {
  /** One login from one address. */
  pair: { forgiven: 5 },
  /** One login from anywhere: high, or strangers could keep its owner out. */
  login: { forgiven: 50 },
  /** One address, whatever the login: an office may share it. */
  address: { forgiven: 50 },
} as const satisfies Readonly<Record<string, GuessingLimit>>;

const longestSeconds = 15 * 60;

/** Failures older than this are forgotten. */
export const guessingMemorySeconds = 24 * 3600;

/** When the next try is allowed; undefined: now. The wait doubles with every failure, up to a quarter of an hour. */
export function nextGuessAt(
  failures: { readonly count: number; readonly lastAt: Date } | undefined,
  limit: GuessingLimit,
  now: Date,
): Date | undefined {
  const over = (failures?.count ?? 0) - limit.forgiven;
  if (failures === undefined || over < 0) return undefined;
  if (now.getTime() - failures.lastAt.getTime() > guessingMemorySeconds * 1000) return undefined;
  const seconds = Math.min(longestSeconds, 2 ** Math.min(over, 30));
  const next = new Date(failures.lastAt.getTime() + seconds * 1000);
  return next > now ? next : undefined;
}
