/** What a repository holds at one commit: folders, files, who wrote which line, and where a file was before. */

import type { CommitHash } from './ids.ts';

/** `link`: a symbolic one; `submodule`: a commit of another repository. */
export type EntryKind = 'folder' | 'file' | 'link' | 'submodule';

/** One entry of a folder. */
export interface FolderEntry {
  readonly name: string;
  /** From the root of the repository. */
  readonly path: string;
  readonly kind: EntryKind;
  /** Bytes; undefined for folders and submodules. */
  readonly size: number | undefined;
}

/** One file at one commit. */
export interface FileContent {
  readonly path: string;
  /** Bytes. */
  readonly size: number;
  /** Holds a zero byte in its beginning, as git itself tells text from the rest. */
  readonly isBinary: boolean;
  /** The bytes; undefined when there are more than were asked for. */
  readonly bytes: Uint8Array | undefined;
}

/** Lines below each other that came with one commit. */
export interface BlameStretch {
  readonly commit: CommitHash;
  /** Of the file as it is asked about; the first is 1. */
  readonly firstLine: number;
  readonly lines: number;
  /** What the file was called in that commit. */
  readonly pathThen: string;
  /** Where the stretch began in the file as that commit left it. */
  readonly firstLineThen: number;
  /** The commit before it, and what the file was called there; undefined where the file began. */
  readonly before: { readonly commit: CommitHash; readonly path: string } | undefined;
}

/** One commit that changed a file, under the name it had then. */
export interface FileRevision {
  readonly commit: CommitHash;
  readonly path: string;
}

/** A line of a file in which a text was found. */
export interface CodeMatch {
  readonly path: string;
  /** The first is 1. */
  readonly line: number;
  /** The line, at most `matchedLineLimit` characters of it. */
  readonly text: string;
}

/** Characters of a found line that are kept: enough for people, and minified files stay small. */
export const matchedLineLimit = 500;

/** How two commits stand to each other. */
export interface Comparison {
  /** The last commit both have; undefined when their histories never met. */
  readonly mergeBase: CommitHash | undefined;
  /** Commits that only the second has. */
  readonly ahead: number;
  /** Commits that only the first has. */
  readonly behind: number;
}
