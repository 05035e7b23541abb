/** What people may do to a repository from Jira, under the token of whoever acts. */

import type { BranchRule, CommitHash, PullRequest, RemoteRepository, ServicePerson } from '@branchline/domain';

/** A branch just made. */
export interface CreatedBranch {
  /** Without `refs/heads/`. */
  readonly name: string;
  readonly head: CommitHash;
  readonly webUrl: string | undefined;
}

/** A pull request to be opened. */
export interface PullRequestDraft {
  readonly title: string;
  readonly description: string;
  /** Branches of the same repository, without `refs/heads/`. */
  readonly sourceBranch: string;
  readonly targetBranch: string;
  /** Logins. */
  readonly reviewers: readonly string[];
  readonly labels: readonly string[];
  readonly isDraft: boolean;
}

/** A pull request just opened, and what of the wish could not be had although it was opened. */
export interface OpenedPullRequest {
  readonly pullRequest: PullRequest;
  /** Whole sentences: `The label "bug" does not exist.` */
  readonly shortcomings: readonly string[];
}

/** A text with which the repository wants pull requests to begin. */
export interface PullRequestTemplate {
  /** The file's name without folder and ending; the standard one comes first. */
  readonly name: string;
  readonly text: string;
}

/** What the service says of names of branches. */
export interface BranchRules {
  /** Those that hold for whoever asks, or may; at most some hundred. */
  readonly rules: readonly BranchRule[];
  /** They are the same whatever the name is; else they are those that apply to a branch of the name asked about. */
  readonly isForEveryName: boolean;
}

/** How a pull request is to be merged. */
export interface MergeWish {
  readonly method: 'merge' | 'squash' | 'rebase';
  /** Refused with `conflict` when the source has moved on from here; undefined: whatever it is. */
  readonly expectedHead: CommitHash | undefined;
  readonly deletesSourceBranch: boolean;
}

/** Writing. Everything throws Failure: `conflict` (exists already, moved on, cannot be merged), `forbidden`, `rejected`. */
export interface RepositoryActions {
  /** `from` is a branch name or a commit hash. @throws Failure `conflict` when the name is taken */
  createBranch(repository: RemoteRepository, name: string, from: string): Promise<CreatedBranch>;
  /**
   * Its own rules for a new branch of this name, which git allows; left out where it has none that can be asked.
   * @throws Failure `forbidden` and `not-found` where this account, or this version, is not told of them
   */
  branchRules?(repository: RemoteRepository, name: string): Promise<BranchRules>;
  /** A branch that is gone already is no failure. */
  deleteBranch(repository: RemoteRepository, name: string): Promise<void>;
  createPullRequest(repository: RemoteRepository, draft: PullRequestDraft): Promise<OpenedPullRequest>;
  /** From all places the service takes templates from, on the default branch; empty when there are none. */
  pullRequestTemplates(repository: RemoteRepository): Promise<readonly PullRequestTemplate[]>;
  /** People who may be asked to review, at most 50, whose login or name contains `search`. */
  reviewersFor(repository: RemoteRepository, search: string): Promise<readonly ServicePerson[]>;
  /** Names of labels, at most 500. */
  labels(repository: RemoteRepository): Promise<readonly string[]>;
  merge(repository: RemoteRepository, remoteId: string, wish: MergeWish): Promise<PullRequest>;
  approve(repository: RemoteRepository, remoteId: string): Promise<void>;
}
