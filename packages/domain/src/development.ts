/** Development information: commits and branches together with the issue keys found on them, ready to be shown or sent. */

import type { Branch, Commit, CommitFiles } from './git-history.ts';
import type { CommitHash, IssueKey } from './ids.ts';
import type { FoundIn } from './issue-key.ts';
import type { PullRequest } from './pull-request.ts';

/** An issue key on a commit or branch, and where it was found. */
export interface KeyLink {
  readonly key: IssueKey;
  readonly foundIn: FoundIn;
}

/**
 * A commit, branch or pull request with the issue keys found on it. `sequence` grows with every change of the row and
 * is given by the store; `removed` means that it can no longer be reached in the repository.
 */
export interface Linked<Thing> {
  readonly thing: Thing;
  readonly keys: readonly IssueKey[];
  /** Where each was found; undefined where nobody asks. */
  readonly links?: readonly KeyLink[];
  readonly sequence: number;
  readonly removed: boolean;
}

/** A commit to be saved: what git says and the keys found. */
export interface LinkedCommit {
  readonly commit: Commit;
  readonly links: readonly KeyLink[];
}

/** A branch to be saved: what git says and the keys found. */
export interface LinkedBranch {
  readonly branch: Branch;
  readonly links: readonly KeyLink[];
}

/** A pull request to be saved: what the service says and the keys found. */
export interface LinkedPullRequest {
  readonly pullRequest: PullRequest;
  readonly links: readonly KeyLink[];
}

/** What is known of a commit when it is sent: its files are read before. */
export interface DescribedCommit {
  readonly commit: Commit;
  /** Only the first files, as many as Jira takes. */
  readonly files: CommitFiles;
  /** Pushed after the first index of its repository: Jira may fire transitions for it. */
  readonly live: boolean;
  /** Jira must not run its commands: smart commits of one of its projects are run by somebody else, or by nobody. */
  readonly isQuiet?: boolean;
}

/** What is known of a branch when it is sent. */
export interface DescribedBranch {
  readonly branch: Branch;
  readonly live: boolean;
  /** As of the branch's newest commit, which is told along with it. */
  readonly isQuiet?: boolean;
}

/** What is known of a pull request when it is sent. */
export interface DescribedPullRequest {
  readonly pullRequest: PullRequest;
  readonly live: boolean;
}

/** Rows of one repository that changed after a sequence number, in the order of their numbers. */
export interface DevelopmentBatch {
  readonly commits: readonly Linked<DescribedCommit>[];
  readonly branches: readonly Linked<DescribedBranch>[];
  readonly pullRequests: readonly Linked<DescribedPullRequest>[];
  /** The highest number looked at: the next batch starts after it. Equal to the start when there was nothing. */
  readonly upTo: number;
  /** There may be more after `upTo`. */
  readonly more: boolean;
}

/** A commit's place among the releases: the tags that contain it, and whether the default branch does. */
export interface Containment {
  readonly commits: readonly CommitHash[];
  readonly onDefaultBranch: boolean;
  /** Tag names. */
  readonly tags: readonly string[];
}
