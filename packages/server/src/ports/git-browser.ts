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

/** What people ask of a repository's content. */
export interface GitBrowser {
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
  /** Commits of all branches and tags whose message holds a text, in any case, newest first. */
  searchMessages(
    repository: Repository,
    search: { readonly text: string; readonly limit: number },
    stopping?: AbortSignal,
  ): Promise<Cut<CommitHash>>;
}
