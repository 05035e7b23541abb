/** The port to who pushed what, as the webhooks of Git services tell it. */

import type { CommitHash, RepositoryId, ServicePerson } from '@branchline/domain';

/** One ref that somebody moved. */
export interface GitPush {
  /** What the ref leads to since then. */
  readonly head: CommitHash;
  /** What it led to before; undefined for a new one. */
  readonly before: CommitHash | undefined;
  /** Whom the Git service let push. */
  readonly pusher: ServicePerson;
  readonly receivedAt: Date;
}

/** Who pushed what. Kept for as long as a webhook is kept. */
export interface GitPushTable {
  /** A head that is known already stays with whoever pushed it first. */
  note(repository: RepositoryId, pushes: readonly GitPush[]): Promise<void>;
  /** The latest ones, in the order in which they arrived. */
  latest(repository: RepositoryId, limit: number): Promise<readonly GitPush[]>;
  removeBefore(moment: Date): Promise<void>;
}
