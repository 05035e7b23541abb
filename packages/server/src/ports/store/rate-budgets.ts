/** The port to what is known of request allowances, so that several processes share them. */

import type { RateBudget } from '@branchline/domain';

/** A budget with its name, see `ConnectionRequest`. */
export interface NamedRateBudget extends RateBudget {
  readonly name: string;
}

/** Allowances of all credentials, as last heard by any process. */
export interface RateBudgetTable {
  /** Everything that is kept, windows that have ended included. */
  list(): Promise<readonly NamedRateBudget[]>;
  /** What is known of one; nothing when nobody has heard of it. */
  read(name: string): Promise<RateBudget>;
  /** Joins it with what is kept (`joinBudgets`), and forgets what ended more than a day ago. */
  save(name: string, budget: RateBudget, now: Date): Promise<void>;
}
