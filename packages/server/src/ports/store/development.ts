/** The port to linked rows: what indexing writes and what is sent to Jira. */

import type {
  CommitFiles,
  CommitHash,
  Containment,
  DevelopmentBatch,
  IssueKey,
  LinkedBranch,
  LinkedCommit,
  LinkedPullRequest,
  RepositoryId,
} from '@branchline/domain';
import type { PushStream } from './pushes.ts';

/**
 * Linked commits, branches and pull requests. Every write that changes what Jira would see numbers the row anew; numbers of one
 * repository are given in commit order (the repository's row is locked while numbering) and never fall behind the
 * clock in milliseconds (docs/decisions/0007-sequence-numbers.md).
 */
export interface DevelopmentTable {
  /**
   * Saves commits with their links, replacing links found in text before; links made by hand stay. A commit without
   * any link left is marked removed if it was there and skipped if it was not. Nothing is written where nothing differs.
   * `live`: seen after the repository's first complete index; kept from the first time a row is written.
   */
  saveCommits(repository: RepositoryId, commits: readonly LinkedCommit[], live: boolean): Promise<void>;
  /** Commits that can no longer be reached. */
  markCommitsRemoved(repository: RepositoryId, hashes: readonly CommitHash[]): Promise<void>;
  /** Of those not removed. */
  keyedCommits(repository: RepositoryId): Promise<ReadonlySet<string>>;
  /** Commits whose files are not read yet, newest first. */
  commitsWithoutFiles(repository: RepositoryId, limit: number): Promise<readonly CommitHash[]>;
  countCommitsWithoutFiles(repository: RepositoryId): Promise<number>;
  /** Numbers the commits anew: with their files known they become news for Jira. */
  saveFiles(repository: RepositoryId, files: readonly CommitFiles[]): Promise<void>;
  /** Saves these branches; every other branch of the repository that is in `gone` is marked removed. */
  saveBranches(
    repository: RepositoryId,
    branches: readonly LinkedBranch[],
    gone: readonly string[],
    live: boolean,
  ): Promise<void>;
  /** Names of linked branches that are not removed. */
  branchNames(repository: RepositoryId): Promise<readonly string[]>;
  /**
   * Saves pull requests with their links as `afterTelling` merges them with what is known; links made by hand stay. One
   * without any link left is marked removed if it was there and skipped if it was not. How many were written: none
   * where nothing differs.
   */
  savePullRequests(
    repository: RepositoryId,
    pullRequests: readonly LinkedPullRequest[],
    live: boolean,
  ): Promise<number>;
  /** Pull requests that the service no longer has. */
  markPullRequestsRemoved(repository: RepositoryId, remoteIds: readonly string[]): Promise<void>;
  /** Remote ids of those of which only a list has told, newest first; those put off come last. */
  pullRequestsToComplete(repository: RepositoryId, limit: number): Promise<readonly string[]>;
  countPullRequestsToComplete(repository: RepositoryId): Promise<number>;
  /**
   * The service could not tell the rest of it: others go first, and after so many tries what is known has to do.
   * Nothing for one that is complete.
   */
  putOffPullRequest(repository: RepositoryId, remoteId: string, mostTries: number): Promise<void>;
  /** All pull requests of the repository are to be completed again. */
  doubtPullRequests(repository: RepositoryId): Promise<void>;
  /** Writes only commits whose group changed. Jira does not see this, so nothing is numbered. */
  saveContainments(repository: RepositoryId, groups: readonly Containment[]): Promise<void>;

  /** Rows of the stream numbered above `sequence` in number order, removed ones too; a commit only once its files were read. */
  changedAfter(
    repository: RepositoryId,
    stream: PushStream,
    sequence: number,
    limit: number,
  ): Promise<DevelopmentBatch>;
  /** Rows of the stream numbered above `sequence` that `changedAfter` would give. */
  countChangedAfter(repository: RepositoryId, stream: PushStream, sequence: number): Promise<number>;
  /** Everything with one of these keys is news again; in which repositories there was some. */
  renumberKeys(keys: readonly IssueKey[]): Promise<readonly RepositoryId[]>;
  /** After an association changed: everything is news again. */
  renumber(repository: RepositoryId): Promise<void>;
}
