/** The port to issues as Jira last told of them: what our pages show beside a key. */

import type { IssueKey, JiraSiteId } from '@branchline/domain';
import type { JiraIssue } from '../jira-site.ts';

/** An issue, and how old the knowledge is. */
export interface KnownIssue extends JiraIssue {
  readonly readAt: Date;
}

/** An issue that has another key than before. */
export interface IssueMove {
  readonly former: IssueKey;
  readonly present: IssueKey;
}

/** Summary, type and status by site and present key. They are Jira's, and kept only while somebody looks at them. */
export interface KnownIssueTable {
  /** By present keys. */
  find(site: JiraSiteId, keys: readonly IssueKey[]): Promise<ReadonlyMap<IssueKey, KnownIssue>>;
  /** Of issues with these numbers of Jira's the keys under which they are known. */
  keysOf(site: JiraSiteId, jiraIds: readonly string[]): Promise<ReadonlyMap<string, IssueKey>>;
  /**
   * Keeps what was true at that moment, unless something newer is known. Answers which of them were known under
   * another key before.
   */
  save(site: JiraSiteId, issues: readonly JiraIssue[], at: Date): Promise<readonly IssueMove[]>;
  /** They were deleted, or are not for our account's eyes. */
  forget(site: JiraSiteId, keys: readonly IssueKey[]): Promise<void>;
  /** Forgets what was last read before then; how many. */
  forgetReadBefore(moment: Date): Promise<number>;
}
