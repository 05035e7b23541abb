/** What git knows: commits, branches, tags, and how refs changed. */

import type { CommitHash } from './ids.ts';

/** Somebody as git names them: free text that anybody may have typed. */
export interface Signature {
  readonly name: string;
  readonly email: string;
  readonly at: Date;
}

/** A commit as git keeps it, decoded to text. */
export interface Commit {
  readonly hash: CommitHash;
  readonly parents: readonly CommitHash[];
  readonly author: Signature;
  readonly committer: Signature;
  /** The whole message as git has it, so that keys are found in all of it; `messageLimit` characters are kept. */
  readonly message: string;
  /** The text of the commit's git notes, empty when there are none. */
  readonly notes: string;
}

/** Characters of a commit message that are kept (keys are found in the whole). A 10 MB message must not fill the database. */
export const messageLimit = 65_536;

export type FileChangeKind = 'added' | 'modified' | 'deleted' | 'renamed' | 'copied' | 'type-changed';

/** One file that a commit changed. */
export interface FileChange {
  readonly path: string;
  /** Where it was before a rename or copy. */
  readonly previousPath: string | undefined;
  readonly change: FileChangeKind;
  /** Lines; `undefined` for a binary file. */
  readonly linesAdded: number | undefined;
  readonly linesRemoved: number | undefined;
}

/** The files a commit changed against its only parent; a merge has none. */
export interface CommitFiles {
  readonly hash: CommitHash;
  /** The first `fileListLimit` files in path order as git gives them. */
  readonly files: readonly FileChange[];
  /** Of all files, also those beyond the limit. */
  readonly fileCount: number;
  readonly linesAdded: number;
  readonly linesRemoved: number;
  /** Git could not read the commit's content (a damaged or incomplete repository): the counts are then 0. */
  readonly unreadable: boolean;
}

/** Files of one commit that are kept by name; more are only counted. */
export const fileListLimit = 1000;

/** A branch and how it stands against the default branch. */
export interface Branch {
  /** Without `refs/heads/`. */
  readonly name: string;
  readonly head: Commit;
  readonly isDefault: boolean;
  /** Commits that the branch has and the default branch has not; `undefined` where there is no default branch. */
  readonly ahead: number | undefined;
  /** Commits that the default branch has and the branch has not. */
  readonly behind: number | undefined;
  /** The default branch contains the head. */
  readonly merged: boolean;
}

/** A tag, annotated or light. */
export interface Tag {
  /** Without `refs/tags/`. */
  readonly name: string;
  /** The commit the tag leads to, through tags of tags. */
  readonly commit: CommitHash;
  readonly annotated: boolean;
  /** When it was made: the tagger's date, or the commit's for a light tag. */
  readonly at: Date;
}

/** A ref and what it points at: the object itself, which for an annotated tag is the tag. */
export interface RefHead {
  /** The full name: `refs/heads/main`. */
  readonly ref: string;
  readonly hash: CommitHash;
}
