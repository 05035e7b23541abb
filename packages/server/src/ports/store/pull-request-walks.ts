/** The port to how far each repository's pull requests have been read from its Git service. */

import type { RepositoryId } from '@branchline/domain';

/** A walk over a list of pull requests, so that a killed one goes on where it was. */
export interface PullRequestWalk {
  /** Over all there ever were, whatever was known before. */
  readonly everything: boolean;
  /** What it asked for; undefined: all there ever were. */
  readonly since: Date | undefined;
  readonly startedAt: Date;
  /** Where its next page begins. */
  readonly after: string | undefined;
  /** Of its first page. */
  readonly validator: string | undefined;
  /** The latest moment at which anything it saw was updated. */
  readonly latest: Date | undefined;
  /** Pull requests seen, with and without keys. */
  readonly walked: number;
}

/** What keeps a repository's pull requests from being read, in words for an administrator. */
export interface PullRequestProblem {
  readonly message: string;
  /** When the service is asked again, where that is known. */
  readonly retryAt: Date | undefined;
}

/** How reading a repository's pull requests stands. */
export interface PullRequestStanding {
  /** When the last complete walk ended; undefined until the first has. */
  readonly walkedAt: Date | undefined;
  /** By the service's clock: everything updated before is known. */
  readonly since: Date | undefined;
  /** Of the first page of the last complete walk. */
  readonly validator: string | undefined;
  /** The walk under way. */
  readonly walk: PullRequestWalk | undefined;
  readonly problem: PullRequestProblem | undefined;
}

/** Where the walks over pull requests have come to. */
export interface PullRequestWalkTable {
  standing(repository: RepositoryId): Promise<PullRequestStanding>;
  /** Of those whose pull requests were ever asked for. */
  standings(ids: readonly RepositoryId[]): Promise<ReadonlyMap<RepositoryId, PullRequestStanding>>;
  save(repository: RepositoryId, walk: PullRequestWalk): Promise<void>;
  /** The walk under way has ended; the next one begins at `since`. */
  end(
    repository: RepositoryId,
    ended: { readonly at: Date; readonly since: Date | undefined; readonly validator: string | undefined },
  ): Promise<void>;
  /** Undefined: there is none any more. */
  noteProblem(repository: RepositoryId, problem: PullRequestProblem | undefined): Promise<void>;
}
