/**
 * Reads the local copy of a repository for people: folders, files, lines, changes, text. It never contacts the origin.
 * Every method throws `Failure` (from `git`) and nothing else, and ends when `stopping` says so.
 */

import type {
  BlameStretch,
  CodeMatch,
  CommitHash,
  Comparison,
  DiffOptions,
  DiffRange,
  FileChange,
  FileContent,
  FileDiff,
  FileRevision,
  FolderEntry,
  Repository,
} from '@branchline/domain';

/** Where something is looked for. */
export interface CodeSearch {
  /** As it stands there, not a pattern. */
  readonly text: string;
  readonly ignoresCase: boolean;
  /** Below this folder; empty: everywhere. */
  readonly folder: string;
  /** Matches that are returned at most. */
  readonly limit: number;
}

/** The beginning of a list, and whether there is more. */
export interface Cut<Each> {
  readonly found: readonly Each[];
  readonly isCut: boolean;
}

/** Some lines of a file, both ends included; the first is 1. */
export interface LineRange {
  readonly first: number;
  readonly last: number;
}

/** Where a walk through history begins, and what is not walked. */
export interface HistoryStart {
  readonly from: readonly CommitHash[];
  /** From every branch and tag as well. */
  readonly everywhere?: boolean;
  /** Nothing that this one contains. */
  readonly not?: CommitHash | undefined;
}

/** A commit met on a walk: enough to choose by. */
export interface WalkedCommit {
  readonly hash: CommitHash;
  readonly authorName: string;
  readonly authorEmail: string;
}

/** A branch by its head. */
export interface ListedBranch {
  /** Without `refs/heads/`. */
  readonly name: string;
  readonly head: CommitHash;
  /** When its head was committed. */
  readonly at: Date;
}

/** What would become of merging. `unknown`: this git is too old to try it. */
export type TriedMerge =
  | { readonly outcome: 'clean' | 'unknown' }
  /** Paths in conflict, in git's order, at most `conflictsShown`. */
  | { readonly outcome: 'conflicts'; readonly paths: readonly string[] };

/** Paths in conflict that are told. */
export const conflictsShown = 500;

/** Where a commit is contained, each in order of their names. */
export interface ContainingRefs {
  readonly branches: readonly string[];
  readonly tags: readonly string[];
  /** There are more than were asked for, or git took too long. */
  readonly isCut: boolean;
}

/** What people ask of a repository's content. */
export interface GitBrowser {
  /** Whether there is a local copy to be read; the other methods need one. */
  isThere(repository: Repository): Promise<boolean>;
  /** The commit of a branch, a tag, or the beginning of a hash (4 characters at least); undefined when there is none. */
  resolve(repository: Repository, revision: string, stopping?: AbortSignal): Promise<CommitHash | undefined>;
  /** A folder's entries in git's order; undefined when there is no such folder. The root is ''. */
  folder(
    repository: Repository,
    commit: CommitHash,
    path: string,
    stopping?: AbortSignal,
  ): Promise<readonly FolderEntry[] | undefined>;
  /** @param limit bytes; a larger file comes without its content. Undefined when there is no such file. */
  file(
    repository: Repository,
    commit: CommitHash,
    path: string,
    limit: number,
    stopping?: AbortSignal,
  ): Promise<FileContent | undefined>;
  /** Who wrote which lines; undefined when there is no such file or no such line. */
  blame(
    repository: Repository,
    commit: CommitHash,
    path: string,
    lines: LineRange,
    stopping?: AbortSignal,
  ): Promise<readonly BlameStretch[] | undefined>;
  /** Commits that changed a file, newest first, through renames. */
  history(
    repository: Repository,
    commit: CommitHash,
    path: string,
    page: { readonly skip: number; readonly limit: number },
    stopping?: AbortSignal,
  ): Promise<Cut<FileRevision>>;
  /** Which files differ, with line counts, in path order, the first `limit` of them (`fileListLimit` at most). */
  changes(
    repository: Repository,
    range: DiffRange,
    options: { readonly limit: number },
    stopping?: AbortSignal,
  ): Promise<Cut<FileChange>>;
  /** @param limit lines. Undefined when the file does not differ. A rename is told by both its paths. */
  diff(
    repository: Repository,
    range: DiffRange,
    file: Pick<FileChange, 'path' | 'previousPath'>,
    options: DiffOptions & { readonly limit: number },
    stopping?: AbortSignal,
  ): Promise<FileDiff | undefined>;
  /** Branches and tags that contain a commit, at most `limit` of each; after some seconds of waiting, none. */
  containing(
    repository: Repository,
    commit: CommitHash,
    limit: number,
    stopping?: AbortSignal,
  ): Promise<ContainingRefs>;
  compare(repository: Repository, before: CommitHash, after: CommitHash, stopping?: AbortSignal): Promise<Comparison>;
  /** Lines of text files that hold a text, file by file in path order. */
  searchCode(
    repository: Repository,
    commit: CommitHash,
    search: CodeSearch,
    stopping?: AbortSignal,
  ): Promise<Cut<CodeMatch>>;
  /** Files whose path holds a text, in any case. */
  searchPaths(
    repository: Repository,
    commit: CommitHash,
    search: { readonly text: string; readonly limit: number },
    stopping?: AbortSignal,
  ): Promise<Cut<string>>;
  /** Commits whose message holds a text, in any case, newest first. @param search `from`: else every branch and tag */
  searchMessages(
    repository: Repository,
    search: { readonly text: string; readonly from?: CommitHash | undefined; readonly limit: number },
    stopping?: AbortSignal,
  ): Promise<Cut<CommitHash>>;
  /**
   * Commits in the order of git, newest first, leaving out the first `skip`. It comes in pieces while git walks, which
   * ends when nobody takes more. A commit that is not there has no history.
   */
  walk(
    repository: Repository,
    start: HistoryStart,
    skip: number,
    stopping?: AbortSignal,
  ): AsyncIterable<readonly WalkedCommit[]>;
  /** How many commits come before this one on the same walk; undefined when it is not met. */
  placeOf(
    repository: Repository,
    start: HistoryStart,
    commit: CommitHash,
    stopping?: AbortSignal,
  ): Promise<number | undefined>;
  /** All branches in git's order. */
  branchList(repository: Repository, stopping?: AbortSignal): Promise<readonly ListedBranch[]>;
  /** Of these commits those that each of the branches contains, by the branch's name. */
  branchesContaining(
    repository: Repository,
    branches: readonly ListedBranch[],
    commits: readonly CommitHash[],
    stopping?: AbortSignal,
  ): Promise<ReadonlyMap<string, ReadonlySet<CommitHash>>>;
  /**
   * Tries to merge one commit into another; nothing of it is kept. @throws Failure also when their histories
   * never met
   */
  tryMerge(repository: Repository, source: CommitHash, target: CommitHash, stopping?: AbortSignal): Promise<TriedMerge>;
}
