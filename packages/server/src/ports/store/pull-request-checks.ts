/** The port to what is known of the checks of open pull requests, and when they are looked at again. */

import type { CommitHash, PullRequestChecks, RepositoryId } from '@branchline/domain';

/** What the last look found. */
export interface ChecksFound {
  /** The newest commit at that time. */
  readonly head: CommitHash;
  /** Undefined: there were none. */
  readonly checks: PullRequestChecks | undefined;
  /** How often that head was found in that state, one after the other. */
  readonly looks: number;
}

/** An open pull request whose checks are to be looked at. */
export interface ChecksDue {
  readonly remoteId: string;
  readonly head: CommitHash;
  /** The pull request's page at its service; may be empty. */
  readonly webUrl: string;
  /** Undefined: nobody has looked yet, or nobody could. */
  readonly found: ChecksFound | undefined;
  /** Names the wish to look, so that a newer one is told from it; opaque. */
  readonly wish: string;
}

/** Nothing of it goes to Jira with pull requests, so no row is numbered. All times are the database's. */
export interface PullRequestChecksTable {
  /** Wants a look now, if the pull request is kept, open, and its newest commit is known. */
  want(repository: RepositoryId, remoteId: string): Promise<void>;
  /** Those that are to be looked at by now, the longest wait first. */
  due(repository: RepositoryId, limit: number): Promise<readonly ChecksDue[]>;
  /** When the next one is to be looked at, also in the past; undefined: none is. */
  nextDue(repository: RepositoryId): Promise<Date | undefined>;
  /** `again`: seconds until it is looked at again, undefined for never; a wish that came meanwhile stands. */
  save(repository: RepositoryId, looked: ChecksDue, found: ChecksFound, again: number | undefined): Promise<void>;
  /** Nobody may know them: what was known of those that are due is forgotten, and they are not looked at again. */
  forgetDue(repository: RepositoryId): Promise<void>;
}
