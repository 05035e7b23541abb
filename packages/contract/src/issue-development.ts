/** What the issue panel shows: commits, branches and tags of one issue, by repository. */

import type { FileChangeKind } from '@branchline/domain';
import { z } from 'zod';
import { Count, Id, Moment, WhereFound } from './fields.ts';

const FileChange = z.object({
  path: z.string(),
  /** Where it was before a rename or copy. */
  previousPath: z.string().nullable(),
  change: z.enum(['added', 'modified', 'deleted', 'renamed', 'copied', 'type-changed'] satisfies FileChangeKind[]),
  /** Null for a binary file. */
  linesAdded: Count.nullable(),
  linesRemoved: Count.nullable(),
});
export type FileChangeView = z.infer<typeof FileChange>;

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
  /** `reading`: git has not been asked yet; `unreadable`: git could not tell. */
  filesState: z.enum(['read', 'reading', 'unreadable']),
  webUrl: z.string().nullable(),
  onDefaultBranch: z.boolean(),
  /** Names of the tags that contain it, oldest first. */
  tags: z.array(z.string()),
  foundIn: z.array(WhereFound),
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
});
export type IssueBranchView = z.infer<typeof IssueBranch>;

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
  /** Tags that contain at least one of the commits, oldest first. */
  tags: z.array(IssueTag),
});
export type RepositoryDevelopmentView = z.infer<typeof RepositoryDevelopment>;

export const IssueDevelopment = z.object({
  key: z.string(),
  /** Only those that have something of the issue. */
  repositories: z.array(RepositoryDevelopment),
  /** How far we have looked: explains why little or nothing is found. */
  coverage: z.object({
    repositories: Count,
    /** Waiting for their first index, or in it. */
    notYetIndexed: Count,
    failed: Count,
  }),
});
export type IssueDevelopment = z.infer<typeof IssueDevelopment>;
