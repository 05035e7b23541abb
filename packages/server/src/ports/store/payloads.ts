/** The port to what webhooks alone have told, of repositories that nothing else can be asked about. */

import type { CommitHash, LinkedCommit, RepositoryId } from '@branchline/domain';

/** Commits that a service left out of a webhook: they lie between these two, of which `from` may be unknown. */
export interface TruncatedPush {
  readonly from: CommitHash | undefined;
  readonly to: CommitHash;
  readonly receivedAt: Date;
}

/** What came from payloads, until git is asked and knows better. */
export interface PayloadTable {
  /**
   * Saves commits as news whose files are not waited for. Of a commit that is there already only links change: git
   * knows the rest better, and another payload the same.
   */
  saveCommits(repository: RepositoryId, commits: readonly LinkedCommit[]): Promise<void>;
  /** Whether there are commits that only a payload told of. */
  holdsCommits(repository: RepositoryId): Promise<boolean>;
  /** A paused repository stays paused. */
  markTold(
    repository: RepositoryId,
    told: { readonly defaultBranch: string | undefined; readonly at: Date },
  ): Promise<void>;
  /** The same gap is remembered once. */
  noteTruncated(repository: RepositoryId, push: TruncatedPush): Promise<void>;
  /** How many gaps there are, of those that have any. */
  truncatedCounts(ids: readonly RepositoryId[]): Promise<ReadonlyMap<RepositoryId, number>>;
  /** Git was asked for everything: nothing is missing any more. */
  forgetTruncated(repository: RepositoryId): Promise<void>;
}
