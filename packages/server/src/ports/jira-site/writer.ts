/** Acting in Jira's issues: comments, work logs, transitions and edits, as the account behind the credential. */

import type { AtlassianAccountId, IssueKey } from '@branchline/domain';

/** Text as people wrote it, of any length; the adapter makes Jira's own format of it and keeps to Jira's limits. */
export interface JiraText {
  /** Line ends separate paragraphs. */
  readonly body: string;
  /** A last line in our words, such as in whose name this was done, with a link. */
  readonly origin: { readonly text: string; readonly url: string | undefined } | undefined;
}

/**
 * Unique for each thing done, and kept by Jira with it, so that after a kill it can be found out whether Jira did it:
 * `smart-commit/12`.
 */
export type EffectMark = string;

/** What leaves a trace of its own each time it is done; the rest can be done again without harm. */
export type MarkedEffect = 'comment' | 'work-log' | 'transition';

/** What Jira counts statuses among: not begun, under way, done. */
export type StatusCategory = 'new' | 'indeterminate' | 'done';

/** Whose an issue is, and how far it is. */
export interface IssueStanding {
  /** Undefined: nobody's. */
  readonly assignee: { readonly accountId: AtlassianAccountId; readonly displayName: string } | undefined;
  /** The name of its status. */
  readonly status: string;
  readonly category: StatusCategory | undefined;
}

/** A transition that the account may run on an issue now. */
export interface JiraTransition {
  readonly id: string;
  readonly name: string;
  /** The name of the status it leads to. */
  readonly to: string;
  /** What Jira counts that status among; undefined where it does not say. */
  readonly category?: StatusCategory | undefined;
  /** A comment can go along only where there is a screen. */
  readonly hasScreen: boolean;
  /** Names of fields that must be filled in and have no default: it cannot be run from a commit. */
  readonly requiredFields: readonly string[];
}

/** Time spent. */
export interface WorkLogEntry {
  /** At least 60: Jira counts in minutes. */
  readonly seconds: number;
  readonly startedAt: Date;
  readonly text: JiraText | undefined;
}

/** Labels and versions to be added; what an issue has stays. */
export interface IssueEdit {
  readonly labels?: readonly string[];
  /** By name, exactly as in `versions`. */
  readonly fixVersions?: readonly string[];
  readonly affectedVersions?: readonly string[];
}

/**
 * Writes to issues. Every method throws Failure: `not-found` when the issue is not there or hidden from the account,
 * `forbidden` when the account may not do this, `rejected` with Jira's words when it refuses what was said,
 * `rate-limited` with `retryAt` (also for Jira's limit of writes to one issue).
 */
export interface IssueWriter {
  comment(key: IssueKey, text: JiraText, mark: EffectMark): Promise<void>;
  logWork(key: IssueKey, work: WorkLogEntry, mark: EffectMark): Promise<void>;
  /** Those that can be run now, in Jira's order. */
  transitions(key: IssueKey): Promise<readonly JiraTransition[]>;
  /** Without a screen the text is left out. */
  transition(key: IssueKey, transition: JiraTransition, text: JiraText | undefined, mark: EffectMark): Promise<void>;
  /** As Jira tells the account at this moment. */
  standing(key: IssueKey): Promise<IssueStanding>;
  assign(key: IssueKey, account: AtlassianAccountId): Promise<void>;
  edit(key: IssueKey, edit: IssueEdit): Promise<void>;
  /** Names of the versions of the issue's project that are not archived. */
  versions(key: IssueKey): Promise<readonly string[]>;
  /** Whether Jira has it. @param since nothing older is looked through */
  has(key: IssueKey, effect: MarkedEffect, mark: EffectMark, since: Date): Promise<boolean>;
}
