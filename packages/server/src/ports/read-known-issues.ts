/** The port from whatever shows issue keys to what Jira says of the issues. Implemented by features/issues. */

import type { IssueKey, JiraSiteId } from '@branchline/domain';

/** What is shown of an issue beside its key. */
export interface ShownIssue {
  readonly summary: string;
  readonly type: string;
  readonly status: string;
  /** Of the issue in Jira. */
  readonly url: string;
}

/**
 * By the keys asked for, former ones too; of several sites the first that has the issue tells. What is known is at most
 * five minutes old, or older where Jira does not answer; what nobody knows is left out. Never throws for Jira's sake.
 */
export type ReadKnownIssues = (
  sites: readonly JiraSiteId[],
  keys: readonly IssueKey[],
) => Promise<ReadonlyMap<IssueKey, ShownIssue>>;
