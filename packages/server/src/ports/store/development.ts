/** The port to linked rows: what indexing writes and what is sent to Jira. */

import type {
  CommitFiles,
  CommitHash,
  Containment,
  DevelopmentBatch,
  GrantedProjects,
  IssueKey,
  JiraSiteId,
  LinkedBranch,
  LinkedCommit,
  LinkedPullRequest,
  ProjectKey,
  RepositoryId,
} from '@branchline/domain';
import type { PushStream } from './pushes.ts';

/** Who may see repositories, before and after. */
export interface SightChange {
  readonly before: GrantedProjects;
  readonly after: GrantedProjects;
}

/** How many entities of a kind a change of sight concerns. */
export interface SightCount {
  /** Undefined: all projects together, where an entity with keys of several counts once. */
  readonly project: ProjectKey | undefined;
  readonly kind: 'commit' | 'branch' | 'pull-request';
  /** Of a project: entities that name its issues and become visible to it, or no longer are. Of all: that come and go. */
  readonly appear: number;
  readonly vanish: number;
  /** Of all only: they stay, with other keys. */
  readonly change: number;
}

/**
 * Linked commits, branches and pull requests. Every write that changes what Jira would see numbers the row anew; numbers of one
 * repository are given in commit order (the repository's row is locked while numbering) and never fall behind the
 * clock in milliseconds (docs/decisions/0007-sequence-numbers.md).
 */
export interface DevelopmentTable {
  /**
   * Saves commits with their links, replacing links found in text before; links made by hand stay. A commit without
   * any link left is marked removed if it was there and skipped if it was not. Nothing is written where nothing differs.
   * `live`: seen after the repository's first complete index. A row of history that has news while we watch becomes live
   * with it: pull requests and branches do, commits have none.
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
  /**
   * Everything with one of these keys is news again; in which repositories there was some. With `quietFor` what that
   * site was offered before goes out as history, which fires no automation; without, everything stays what it was.
   */
  renumberKeys(keys: readonly IssueKey[], quietFor?: JiraSiteId): Promise<readonly RepositoryId[]>;
  /**
   * Everything is news again, but no event any more: what the site was offered before goes out as history, which fires
   * no automation.
   */
  renumber(repository: RepositoryId, site: JiraSiteId): Promise<void>;
  /**
   * After other projects may see the repositories: what names issues of a project whose sight changed is news again. It
   * goes out as history, but for what waits to be sent to the site for the first time anyway. In which repositories
   * there was some.
   */
  renumberProjects(
    repositories: readonly RepositoryId[],
    site: JiraSiteId,
    change: SightChange,
  ): Promise<readonly RepositoryId[]>;
  /** The highest number given to a row of the repository so far; 0 when there was none. */
  lastNumber(repository: RepositoryId): Promise<number>;
  /**
   * What a change of sight would do, project by project, counted in rows. Bounded by the number of repositories given.
   */
  countSightChange(repositories: readonly RepositoryId[], change: SightChange): Promise<readonly SightCount[]>;
}
