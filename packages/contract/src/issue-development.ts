/** What the issue panel shows: commits, branches, pull requests and tags of one issue, by repository. */

import type { CheckState, FileChangeKind, PullRequestState, ReviewVerdict } from '@branchline/domain';
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

/** Children of the issue that it names, by their keys of today; empty where it names the issue itself. */
const OfIssues = z.array(z.string());

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
  /** As git says; `person` is what they are called whom the address belongs to, null when nobody is known by it. */
  author: z.object({ name: z.string(), email: z.string(), person: z.string().nullable() }),
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
  /** Git has its content here: what it changed can be shown line by line. */
  canShowDiff: z.boolean(),
  linkedAs: LinkedAs,
  ofIssues: OfIssues,
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
  ofIssues: OfIssues,
});
export type IssueBranchView = z.infer<typeof IssueBranch>;

/** Somebody as the Git service names them. */
const ServicePerson = z.object({ name: z.string(), login: z.string(), webUrl: z.string().nullable() });

/** Checks of a pull request's newest commit, counted; those that were skipped are in none of the counts. */
const PullRequestChecks = z.object({
  /** Of all together: one that failed decides, then one that runs. */
  state: z.enum(['passed', 'failed', 'running'] satisfies CheckState[]),
  passed: Count,
  failed: Count,
  /** Waiting ones, too. */
  running: Count,
  /** Where the service shows them. */
  webUrl: z.string().nullable(),
});

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
  /** The newest commit of the source; null where the service no longer knows it. */
  headHash: z.string().nullable(),
  /** Null for a branch of the same repository; otherwise the fork's name, empty when it is gone. */
  fork: z.string().nullable(),
  targetBranch: z.string(),
  reviewers: z.array(
    ServicePerson.extend({
      /** What they last said; `none`: asked and silent so far. */
      verdict: z.enum(['approved', 'changes-requested', 'commented', 'none'] satisfies ReviewVerdict[]),
    }),
  ),
  /** While it is open; null when there are none, or nobody knows. */
  checks: PullRequestChecks.nullable(),
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
  ofIssues: OfIssues,
});
export type IssuePullRequestView = z.infer<typeof IssuePullRequest>;

const IssueTag = z.object({ name: z.string(), at: Moment, annotated: z.boolean(), webUrl: z.string().nullable() });
export type IssueTagView = z.infer<typeof IssueTag>;

const RepositoryDevelopment = z.object({
  id: Id,
  name: z.string(),
  webUrl: z.string().nullable(),
  /** Without any credential; null for a folder of the server's machine. */
  cloneUrl: z.string().nullable(),
  defaultBranch: z.string().nullable(),
  /** What the Git service is called: `GitLab`. */
  serviceTitle: z.string(),
  /** What whoever asks may do with it from this issue; not whether the service lets them. */
  may: z.object({
    createBranch: z.boolean(),
    createPullRequest: z.boolean(),
    /** Look into its files and history. */
    browse: z.boolean(),
  }),
  /** Writes need a token of one's own; otherwise our account may stand in. */
  requiresPersonalToken: z.boolean(),
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

/** Whether the commits of sub-tasks, and of the issues of an epic, belong to it. */
export const IssueScopeQuery = z.object({ include: z.enum(['issue', 'children']).default('issue') });

export const IssueDevelopment = z.object({
  /** The one it has today: another than asked for when the issue was moved or its project renamed. */
  key: z.string(),
  /** Keys it had before; what names it by them is here, too. */
  formerKeys: z.array(z.string()),
  /** Null when nobody knows. */
  issue: ShownIssue.nullable(),
  /** Whose development information is in it, too; null when it was not asked for. */
  children: z
    .object({
      /** Sub-tasks, and the issues of an epic, that whoever asks may see, by their keys of today; at most 500. */
      keys: z.array(z.string()),
      /** Why there may be others, a whole sentence; null when these are all that they may see. */
      because: z.string().nullable(),
    })
    .nullable(),
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
