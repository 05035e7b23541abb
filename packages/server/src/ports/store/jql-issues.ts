/** The port to the question of Jira's search: which issues have to do with a branch or with a repository. */

import type { IssueKey, RepositoryId } from '@branchline/domain';

/** A key and where it was found. */
export interface JqlIssue {
  readonly key: IssueKey;
  readonly repositoryId: RepositoryId;
}

/** Both answer with the latest active first, at most `limit` in all; keys as they were found. */
export interface JqlIssueTable {
  /** Linked to a branch of exactly this name, or to a pull request from one. */
  inBranch(name: string, repositories: readonly RepositoryId[], limit: number): Promise<readonly JqlIssue[]>;
  /** Linked to anything in these repositories. */
  inRepositories(repositories: readonly RepositoryId[], limit: number): Promise<readonly JqlIssue[]>;
}
