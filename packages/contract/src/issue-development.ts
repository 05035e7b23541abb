/** What the issue panel shows: commits, branches, pull requests and tags of one issue, by repository. */

import type { FileChangeKind, PullRequestState, ReviewVerdict } from '@branchline/domain';
import { z } from 'zod';
import { Count, Id, Moment, WhereFound } from './fields.ts';

/** What Jira says of an issue, at most some minutes old. */
export const ShownIssue = z.object({
  summary: z.string(),
  type: z.string(),
  status: z.string(),
  /** Of the issue in Jira. */
  url: z.string(),
});
export type ShownIssue = z.infer<typeof ShownIssue>;

/** Former keys of the issue by which it is named there; empty where its key of today is. */
const LinkedAs = z.array(z.string());

export const FileChange = z.object({
  path: z.string(),
  /** Where it was before a rename or copy. */
  previousPath: z.string().nullable(),
  change: z.enum(['added', 'modified', 'deleted', 'renamed', 'copied', 'type-changed'] satisfies FileChangeKind[]),
  /** Null for a binary file. */
  linesAdded: Count.nullable(),
  linesRemoved: Count.nullable(),
});
export type FileChangeView = z.infer<typeof FileChange>;

/** What the commit commanded to this issue, and what became of it. */
const CommitCommand = z.object({
  /** Without the number sign. */
  command: z.string(),
  issue: z.string(),
  state: z.enum(['waiting', 'started', 'done', 'failed', 'skipped']),
  /** In words; may be empty. */
  message: z.string(),
});
export type CommitCommandView = z.infer<typeof CommitCommand>;

const IssueCommit = z.object({
  hash: z.string(),
  /** The first line of the message. */
  title: z.string(),
  /** The whole message, title included. */
  message: z.string(),
  author: z.object({ name: z.string(), email: z.string() }),
  authoredAt: Moment,
  /** The first files; `fileCount` counts all. */
  files: z.array(FileChange),
  fileCount: Count,
  linesAdded: Count,
  linesRemoved: Count,
  /** `reading`: git has not been asked yet; `unreadable`: git could not tell; `untold`: only a webhook told of it. */
  filesState: z.enum(['read', 'reading', 'unreadable', 'untold']),
  webUrl: z.string().nullable(),
  onDefaultBranch: z.boolean(),
  /** Names of the tags that contain it, oldest first. */
  tags: z.array(z.string()),
  foundIn: z.array(WhereFound),
  /** In their order; empty where Branchline does not run them. */
  smartCommands: z.array(CommitCommand),
  linkedAs: LinkedAs,
});
export type IssueCommitView = z.infer<typeof IssueCommit>;

const IssueBranch = z.object({
  name: z.string(),
  webUrl: z.string().nullable(),
  isDefault: z.boolean(),
  /** Commits it has and the default branch has not; null without a default branch. */
  ahead: Count.nullable(),
  behind: Count.nullable(),
  merged: z.boolean(),
  lastCommit: z.object({ hash: z.string(), title: z.string(), author: z.string(), at: Moment }),
  linkedAs: LinkedAs,
});
export type IssueBranchView = z.infer<typeof IssueBranch>;

/** Somebody as the Git service names them. */
const ServicePerson = z.object({ name: z.string(), login: z.string(), webUrl: z.string().nullable() });

const IssuePullRequest = z.object({
  /** Its id at the service. */
  id: z.string(),
  /** As the service writes it: `#12`, `!12`. */
  label: z.string(),
  title: z.string(),
  state: z.enum(['open', 'merged', 'declined'] satisfies PullRequestState[]),
  isDraft: z.boolean(),
  /** Null where the service named none. */
  author: ServicePerson.nullable(),
  sourceBranch: z.string(),
  /** Null for a branch of the same repository; otherwise the fork's name, empty when it is gone. */
  fork: z.string().nullable(),
  targetBranch: z.string(),
  reviewers: z.array(
    ServicePerson.extend({
      /** What they last said; `none`: asked and silent so far. */
      verdict: z.enum(['approved', 'changes-requested', 'commented', 'none'] satisfies ReviewVerdict[]),
    }),
  ),
  commentCount: Count,
  createdAt: Moment,
  updatedAt: Moment,
  /** Null while it is open. */
  closedAt: Moment.nullable(),
  webUrl: z.string().nullable(),
  /** False while reviewers and comments are still being read. */
  isComplete: z.boolean(),
  foundIn: z.array(WhereFound),
  linkedAs: LinkedAs,
});
export type IssuePullRequestView = z.infer<typeof IssuePullRequest>;

const IssueTag = z.object({ name: z.string(), at: Moment, annotated: z.boolean(), webUrl: z.string().nullable() });
export type IssueTagView = z.infer<typeof IssueTag>;

const RepositoryDevelopment = z.object({
  id: Id,
  name: z.string(),
  webUrl: z.string().nullable(),
  defaultBranch: z.string().nullable(),
  /** Newest first; there may be fewer than `commitCount`. */
  commits: z.array(IssueCommit),
  commitCount: Count,
  branches: z.array(IssueBranch),
  /** The latest updated first; there may be fewer than `pullRequestCount`. */
  pullRequests: z.array(IssuePullRequest),
  pullRequestCount: Count,
  /** What the service calls one: `Pull request`, `Merge request`. */
  pullRequestWord: z.string(),
  /** Tags that contain at least one of the commits, oldest first. */
  tags: z.array(IssueTag),
});
export type RepositoryDevelopmentView = z.infer<typeof RepositoryDevelopment>;

export const IssueDevelopment = z.object({
  /** The one it has today: another than asked for when the issue was moved or its project renamed. */
  key: z.string(),
  /** Keys it had before; what names it by them is here, too. */
  formerKeys: z.array(z.string()),
  /** Null when nobody knows. */
  issue: ShownIssue.nullable(),
  /** Only those that have something of the issue. */
  repositories: z.array(RepositoryDevelopment),
  /** How far we have looked: explains why little or nothing is found. */
  coverage: z.object({
    repositories: Count,
    /** Waiting for their first index, or in it. */
    notYetIndexed: Count,
    failed: Count,
  }),
  /** Services that have something of it and show it only to those whose own token can read it. */
  withheld: z.array(
    z.object({
      integrationId: Id,
      integrationName: z.string(),
      because: z.string(),
      remedy: z.string(),
    }),
  ),
});
export type IssueDevelopment = z.infer<typeof IssueDevelopment>;
