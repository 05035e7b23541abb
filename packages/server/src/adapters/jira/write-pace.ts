/** Keeps our writes to one issue below what Jira takes, by waiting before each. */

import type { IssueKey } from '@branchline/domain';
import type { Clock } from '../../ports/clock.ts';

/** So many writes to one issue within so many milliseconds. */
export interface WriteAllowance {
  readonly writes: number;
  readonly milliseconds: number;
}

/**
 * Jira takes 20 in 2 seconds and 100 in 30 seconds from everybody together (Atlassian's page on rate limiting,
 * "per issue on write"); some are left to others.
 */
export const writeAllowances: readonly WriteAllowance[] = [
  { writes: 18, milliseconds: 2000 },
  { writes: 90, milliseconds: 30_000 },
];

/** Gives leave to write. */
export interface WritePace {
  /** Resolves when the issue may be written to; those who ask first go first. */
  turn(key: IssueKey): Promise<void>;
}

/** What a pace needs. */
export interface WritePaceTools {
  readonly clock: Clock;
  /** Resolves after so many milliseconds. */
  readonly sleep: (milliseconds: number) => Promise<void>;
  readonly allowances?: readonly WriteAllowance[];
}

// Issues are forgotten when so many are remembered and none of their writes counts any more.
const tidyAt = 1000;

/** Make one for each site: everybody who writes there shares it. */
export function createWritePace({ clock, sleep, allowances = writeAllowances }: WritePaceTools): WritePace {
  const longest = Math.max(...allowances.map(({ milliseconds }) => milliseconds));
  /** When each issue was or will be written to, in order. */
  const turnsByKey = new Map<string, readonly number[]>();

  function tidy(now: number): void {
    if (turnsByKey.size < tidyAt) return;
    for (const [key, turns] of turnsByKey) {
      if ((turns.at(-1) ?? 0) <= now - longest) turnsByKey.delete(key);
    }
  }

  return {
    async turn(key) {
      const now = clock.now().getTime();
      tidy(now);
      const name = key.toUpperCase();
      const turns = (turnsByKey.get(name) ?? []).filter((at) => at > now - longest);
      const at = Math.max(now, turns.at(-1) ?? 0, ...allowances.map((allowance) => freeAt(turns, allowance)));
      turnsByKey.set(name, [...turns, at]);
      if (at > now) await sleep(at - now);
    },
  };
}

/** The first moment at which one more keeps to the allowance. */
function freeAt(turns: readonly number[], { writes, milliseconds }: WriteAllowance): number {
  const oldest = turns.at(-writes);
  return oldest === undefined ? 0 : oldest + milliseconds;
}
