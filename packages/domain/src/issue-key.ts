/** Finds issue keys in text: one pure rule for commits, branches, pull requests and pasted text. */

import type { IssueKey, ProjectKey } from './ids.ts';

/** Where on a commit, branch or pull request a key was found. */
export type FoundIn = 'title' | 'body' | 'trailer' | 'notes' | 'branch-name' | 'by-hand';

/** What decides whether something that looks like a key is one. */
export interface KeyRule {
  /** Keys of the projects that exist, former ones too, in upper case; undefined when Jira could not be asked. */
  readonly projects: ReadonlySet<ProjectKey> | undefined;
}

/** Something that looks like a key and is none, and why. */
export interface RefusedKey {
  /** As it stands in the text. */
  readonly text: string;
  readonly why: RefusalReason;
}

export type RefusalReason =
  | 'unknown-project'
  | 'lower-case'
  | 'leading-zero'
  | 'number-too-large'
  | 'project-key-too-long'
  | 'version-string'
  | 'email-address'
  | 'change-id'
  | 'beyond-limit';

export interface KeyScan {
  /** Upper case, without repetitions, in order of first appearance, at most `keyLimit`. */
  readonly keys: readonly IssueKey[];
  readonly refused: readonly RefusedKey[];
}
