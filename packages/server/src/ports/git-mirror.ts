/**
 * A local bare copy of a repository, read with git. The only reader of commits, branches and tags in the house.
 * Every method throws `Failure` (from `git`) and nothing else.
 */

import type {
  Branch,
  Commit,
  CommitFiles,
  CommitHash,
  Containment,
  GitAccess,
  RefHead,
  Repository,
  RepositoryId,
  Tag,
} from '@branchline/domain';

/** What a repository's origin has now, learned without fetching anything. */
export interface RemoteRefs {
  /** Changes when any ref or the default branch does; compare it with the one kept. */
  readonly fingerprint: string;
  /** Without `refs/heads/`; undefined when the origin names none (empty repository, detached HEAD). */
  readonly defaultBranch: string | undefined;
  /** For ssh: the key the host showed, to be pinned when none was. */
  readonly hostKey: string | undefined;
}

/** How far git has come while cloning or fetching. */
export interface TransferProgress {
  /** Git's own stage in our words: counting, receiving, resolving. */
  readonly stage: 'counting' | 'receiving' | 'resolving';
  readonly done: number;
  readonly total: number | undefined;
  readonly bytes: number | undefined;
}

/** Who wants to hear about an update, and what may end it early. */
export interface UpdateOptions {
  readonly onProgress?: (progress: TransferProgress) => void;
  readonly stopping?: AbortSignal;
}

/** Commits to walk: reachable from `from`, not reachable from `not`, leaving out the first `skip` of that walk. */
export interface CommitRange {
  readonly from: readonly CommitHash[];
  readonly not: readonly CommitHash[];
  readonly skip: number;
}

/** A stretch of history in the order git walks it. */
export interface CommitChunk {
  /** Commits walked in this chunk, also those that were not wanted. */
  readonly walked: number;
  readonly commits: readonly Commit[];
}

/** Bare copies of repositories: kept up to date, walked, asked. */
export interface GitMirror {
  /** Asks the origin for its refs (`git ls-remote`). Does not touch the mirror. */
  look(repository: Repository, access: GitAccess): Promise<RemoteRefs>;
  /**
   * Makes the mirror, or fetches into it what is new and prunes what is gone. Objects that became unreachable stay
   * readable. A half-made mirror of an interrupted clone is completed or made anew; `made` says that the
   * mirror did not exist or had to be made anew, so that what it held before can no longer be asked.
   */
  update(repository: Repository, access: GitAccess, options?: UpdateOptions): Promise<{ readonly made: boolean }>;
  /** All refs of the mirror, notes included, in byte order of their names. */
  heads(repository: Repository): Promise<readonly RefHead[]>;
  /** How many commits a range has. */
  count(repository: Repository, range: CommitRange): Promise<number>;
  /**
   * Walks a range, newest commit first, in chunks. `wanted` gets message and notes of each commit with every byte as
   * one character (issue keys are ASCII, so they look the same); only commits it wants are decoded and returned.
   */
  commits(
    repository: Repository,
    range: CommitRange,
    wanted: (text: string) => boolean,
    stopping?: AbortSignal,
  ): AsyncIterable<CommitChunk>;
  /** The commits named, when the mirror has them; unknown hashes are left out. */
  commitsByHash(repository: Repository, hashes: readonly CommitHash[]): Promise<readonly Commit[]>;
  /** Commits whose git notes differ between two states of a notes ref; either may be undefined. */
  annotatedBetween(
    repository: Repository,
    before: CommitHash | undefined,
    after: CommitHash | undefined,
  ): Promise<readonly CommitHash[]>;
  /** Changed files with line counts, in chunks, every commit once in any order. What git cannot read is `unreadable`. */
  files(
    repository: Repository,
    hashes: readonly CommitHash[],
    stopping?: AbortSignal,
  ): AsyncIterable<readonly CommitFiles[]>;
  /** Commits reachable from `from` and from none of `not`: after a forced push, what was lost. */
  lostCommits(
    repository: Repository,
    from: readonly CommitHash[],
    not: readonly CommitHash[],
  ): AsyncIterable<readonly CommitHash[]>;
  /** Branches by their names without `refs/heads/`, with their standing against the default branch. */
  branches(repository: Repository, names: readonly string[]): Promise<readonly Branch[]>;
  tags(repository: Repository): Promise<readonly Tag[]>;
  /**
   * Groups commits by the tags and default branch that contain them. Only commits for which `wanted` says yes are
   * returned; commits in no tag and not on the default branch come in a group of their own without tags.
   */
  containments(
    repository: Repository,
    wanted: ReadonlySet<string>,
    stopping?: AbortSignal,
  ): Promise<readonly Containment[]>;
  /**
   * Names the change a commit makes, wherever it stands in history: a copy made by a rebase has the same
   * (`git patch-id --stable`). Undefined for a merge, an empty commit, and a change too large or too broken to compare.
   */
  patchIdentity(repository: Repository, hash: CommitHash): Promise<string | undefined>;
  /** Joins the small packs that fetches leave, when there are many. */
  tidy(repository: Repository): Promise<void>;
  /** By id: its row may be gone already. */
  remove(repository: RepositoryId): Promise<void>;
}
