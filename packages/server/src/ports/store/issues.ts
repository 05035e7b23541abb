/** The port to the read side: what an issue and the list of issues show. */

import type {
  Branch,
  Commit,
  CommitFiles,
  IntegrationId,
  IssueKey,
  ProjectKey,
  PullRequest,
  PullRequestChecks,
  RepositoryId,
  Tag,
} from '@branchline/domain';
import type { KeyLink } from '@branchline/domain';
import type { RepositoryStanding } from './repositories.ts';

/** A commit as an issue shows it. */
export interface IssueCommit {
  readonly commit: Commit;
  /** Undefined while the files are still being read, or where nobody can tell them. */
  readonly files: CommitFiles | undefined;
  /** Only a webhook told of it, and it did not tell the files. */
  readonly fromPayload: boolean;
  readonly links: readonly KeyLink[];
  readonly onDefaultBranch: boolean;
  /** Names of the tags that contain it, oldest first. */
  readonly tags: readonly string[];
}

/** A branch as an issue shows it. */
export interface IssueBranch {
  readonly branch: Branch;
  readonly links: readonly KeyLink[];
}

/** A pull request as an issue shows it. */
export interface IssuePullRequest {
  readonly pullRequest: PullRequest;
  readonly links: readonly KeyLink[];
  /** Of its newest commit, while it is open; undefined: there are none, or nobody knows. */
  readonly checks: PullRequestChecks | undefined;
}

/** What one repository has of an issue. */
export interface RepositoryDevelopment {
  readonly repository: RepositoryStanding;
  /** Newest first, at most `limit`. */
  readonly commits: readonly IssueCommit[];
  readonly commitCount: number;
  readonly branches: readonly IssueBranch[];
  /** The latest updated first, at most `limit`. */
  readonly pullRequests: readonly IssuePullRequest[];
  readonly pullRequestCount: number;
  /** Tags that contain at least one of the issue's commits, oldest first, at most 1000. */
  readonly tags: readonly Tag[];
}

/** A line in the list of issues. */
export interface IssueSummary {
  readonly key: IssueKey;
  readonly commitCount: number;
  readonly branchCount: number;
  readonly pullRequestCount: number;
  readonly repositoryCount: number;
  /** The newest commit's, or the newest pull request's where there is no commit. */
  readonly latestTitle: string | undefined;
  readonly latestAuthor: string | undefined;
  readonly latestAt: Date | undefined;
}

/** One page of the list of issues. */
export interface IssuePage {
  readonly issues: readonly IssueSummary[];
  /** Pass it to get the next page; undefined at the end. */
  readonly next: string | undefined;
}

/** How much is linked. */
export interface IssueCounts {
  readonly issues: number;
  readonly commits: number;
  readonly branches: number;
  readonly pullRequests: number;
}

/** Names of issues, and where they are looked for. */
export interface KeyGroup {
  /** Present and former ones. */
  readonly keys: readonly IssueKey[];
  readonly repositories: readonly RepositoryId[];
}

/** A repository that names an issue. */
export interface Naming {
  readonly key: IssueKey;
  readonly id: RepositoryId;
  readonly integrationId: IntegrationId;
}

/** The read side: what the issue view and the list of issues ask. One indexed query each, no network. */
export interface IssueTable {
  /**
   * Only from the repositories named. Removed rows are left out. What names the issue by one of the former keys
   * belongs to it, too.
   */
  development(
    key: IssueKey,
    visible: readonly RepositoryId[],
    limit: number,
    formerKeys?: readonly IssueKey[],
  ): Promise<readonly RepositoryDevelopment[]>;
  /** The same of several issues together, each only from its own repositories; what names several is there once. */
  developmentOf(groups: readonly KeyGroup[], limit: number): Promise<readonly RepositoryDevelopment[]>;
  /** Which repositories name which of these issues, whoever may see them. */
  namings(keys: readonly IssueKey[]): Promise<readonly Naming[]>;
  /** Most recently active first. `search` is the beginning of a key in any case, or undefined for all. */
  page(
    visible: readonly RepositoryId[],
    search: string | undefined,
    cursor: string | undefined,
    limit: number,
  ): Promise<IssuePage>;
  /** Lines for these keys, in this order, as far as the repositories name them; a key that none names is left out. */
  summaries(visible: readonly RepositoryId[], keys: readonly IssueKey[]): Promise<readonly IssueSummary[]>;
  /** Of the repositories those that name one of these issues. */
  naming(visible: readonly RepositoryId[], keys: readonly IssueKey[]): Promise<readonly RepositoryId[]>;
  /** Of these keys those that a linked commit, branch or pull request names. */
  carried(keys: readonly IssueKey[]): Promise<ReadonlySet<IssueKey>>;
  /** Every such key of these projects. */
  carriedOf(projects: readonly ProjectKey[]): Promise<readonly IssueKey[]>;
  /** Different keys, linked commits and pull requests of the whole installation; may be a minute old. */
  totals(): Promise<Omit<IssueCounts, 'branches'>>;
  /** How many different keys, commits, branches and pull requests a repository has. */
  counts(repository: RepositoryId): Promise<IssueCounts>;
  /** Of all its repositories, and how many these are. */
  countsOfIntegration(
    integration: IntegrationId,
  ): Promise<Omit<IssueCounts, 'issues'> & { readonly repositories: number }>;
}
