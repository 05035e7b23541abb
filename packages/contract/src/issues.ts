/** The list of issues that were found. */

import { z } from 'zod';
import { Count, Id, Moment } from './fields.ts';
import { IssueDevelopment, ShownIssue } from './issue-development.ts';

/** Issues on one page unless asked otherwise, and at most. */
export const issuePageSize = { usual: 50, most: 200 } as const;

export const IssueQuery = z.object({
  /** The beginning of a key in any case. */
  search: z.string().trim().max(100).optional(),
  /** `next` of the page before. */
  cursor: z.string().max(500).optional(),
  limit: z.coerce.number<number | string>().int().min(1).max(issuePageSize.most).optional(),
});

export const IssueSummary = z.object({
  key: z.string(),
  commitCount: Count,
  branchCount: Count,
  pullRequestCount: Count,
  repositoryCount: Count,
  /** Of the newest commit, else of the newest pull request; null when only branches name the issue. */
  latestTitle: z.string().nullable(),
  latestAuthor: z.string().nullable(),
  latestAt: Moment.nullable(),
  /** The key it has today; null when it is this one. */
  movedTo: z.string().nullable(),
  /** What Jira says of it; null when nobody knows. */
  issue: ShownIssue.nullable(),
});
export type IssueSummary = z.infer<typeof IssueSummary>;

/** One issue in short: what it is, and where it is named. */
export const IssueDetails = z.object({
  /** The one it has today. */
  key: z.string(),
  formerKeys: z.array(z.string()),
  issue: ShownIssue.nullable(),
  repositories: z.array(
    z.object({ id: Id, name: z.string(), commitCount: Count, branchCount: Count, pullRequestCount: Count }),
  ),
  withheld: IssueDevelopment.shape.withheld,
});
export type IssueDetails = z.infer<typeof IssueDetails>;

export const IssuePage = z.object({
  /** Most recently active first. There may be fewer than asked for, even none, while others follow. */
  issues: z.array(IssueSummary),
  /** Null on the last page. */
  next: z.string().nullable(),
});
export type IssuePage = z.infer<typeof IssuePage>;
