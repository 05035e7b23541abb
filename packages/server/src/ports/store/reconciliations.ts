/** The port to what Jira was found to have of what was sent. */

import type { JiraSiteId, RepositoryId } from '@branchline/domain';

/** Where a repository differs. */
export interface RepositoryDifference {
  readonly repositoryId: RepositoryId;
  /** Entries that were taken by Jira, and that it does not have. */
  readonly missing: number;
  /** Entries it has that were never sent, or taken back. */
  readonly unexpected: number;
  /** Jira does not know the repository at all. */
  readonly isGone: boolean;
}

/** What a comparison of a site came to. */
export interface Reconciliation {
  readonly at: Date;
  /**
   * `nothing-sent`: there is nothing to compare. `same`. `different`: some repositories differ. `all-gone`: Jira has
   * nothing of ours any more.
   */
  readonly outcome: 'nothing-sent' | 'same' | 'different' | 'all-gone';
  readonly repositoriesAsked: number;
  readonly entriesCompared: number;
  readonly differences: readonly RepositoryDifference[];
  /** Queued again by themselves. */
  readonly repositoriesSentAgain: number;
}

/** The last comparison of each site. */
export interface ReconciliationTable {
  get(site: JiraSiteId): Promise<Reconciliation | undefined>;
  save(site: JiraSiteId, found: Reconciliation): Promise<void>;
}
