/** The port to what we keep with Jira's issues for searches by JQL. */

import type { IssueKey, JiraSiteId } from '@branchline/domain';

/** What a property says about an issue. */
export interface IssueGitSummary {
  readonly commits: number;
  readonly branches: number;
  readonly pullRequests: number;
  readonly openPullRequests: number;
  /** ISO 8601; undefined where there is nothing. */
  readonly lastActivityAt: string | undefined;
}

/** A property that is to be written. */
export interface WishedProperty {
  readonly key: IssueKey;
  readonly wishedAt: Date;
  /** What Jira has. */
  readonly saved: IssueGitSummary | undefined;
}

/** The properties of issues. */
export interface IssuePropertyTable {
  /** What is said of these may have changed. Of `known` only those that Jira has something of already. */
  wish(site: JiraSiteId, keys: readonly IssueKey[], known: readonly IssueKey[]): Promise<void>;
  /** The longest wished first. */
  wished(site: JiraSiteId, limit: number): Promise<readonly WishedProperty[]>;
  /** Done, unless it was wished again meanwhile. */
  fulfil(site: JiraSiteId, wish: WishedProperty, saved: IssueGitSummary | undefined): Promise<void>;
}
