/** The history of repositories: commits, branches and tags, two revisions held against each other, a project's commits. */

import type { ProjectKey, RepositoryId } from '@branchline/domain';
import { z } from 'zod';
import { Count, Id, Moment, idOf } from './fields.ts';
import { ShownCommit, ShownRepository, Standing } from './git-shapes.ts';
import { IssueDevelopment, ShownIssue } from './issue-development.ts';
import { view, type Route } from './route.ts';

const of = { ...view, params: z.object({ id: idOf<RepositoryId>() }) } as const;
/** May hold the name of a branch. */
const Cursor = z.string().max(5000).optional();
const Limit = z.coerce.number<number | string>().int().min(1).max(200).default(50);
const Search = z.string().trim().min(1).max(250).optional();

export const CommitQuery = z.object({
  /** Commits that it contains; those of every branch and tag when left out. */
  revision: z.string().trim().min(1).max(250).optional(),
  /**
   * With an issue that whoever asks may see, or without. Linked ones of every branch and tag are also those that only a
   * pull request or a webhook brought.
   */
  links: z.enum(['all', 'linked', 'unlinked']).default('all'),
  /** Part of an author's name or address, in any case. */
  author: Search,
  /** `next` of the page before. */
  cursor: Cursor,
  limit: Limit,
});

export const CommitPage = z.object({
  repository: ShownRepository,
  /** Newest first. There may be fewer than asked for while others follow. */
  commits: z.array(ShownCommit),
  /** Null on the last page. */
  next: z.string().nullable(),
});
export type CommitPage = z.infer<typeof CommitPage>;

export const BranchPage = z.object({
  repository: ShownRepository,
  /** The default branch first, then the one that moved last. */
  branches: z.array(
    z.object({
      name: z.string(),
      isDefault: z.boolean(),
      head: ShownCommit,
      /** Against the default branch; null without one. */
      ahead: Count.nullable(),
      behind: Count.nullable(),
      isMerged: z.boolean(),
      /** Issues its name is linked with, of those that whoever asks may see. */
      keys: z.array(z.string()),
      webUrl: z.string().nullable(),
    }),
  ),
  next: z.string().nullable(),
});
export type BranchPage = z.infer<typeof BranchPage>;

export const TagPage = z.object({
  repository: ShownRepository,
  /** Newest first. */
  tags: z.array(
    z.object({
      name: z.string(),
      commit: z.string(),
      at: Moment,
      isAnnotated: z.boolean(),
      webUrl: z.string().nullable(),
    }),
  ),
  next: z.string().nullable(),
});
export type TagPage = z.infer<typeof TagPage>;

/** Somebody's part in a number of commits. */
export const AuthorShare = z.object({
  /** What they are called: the person where one is known, else as git says. */
  name: z.string(),
  emails: z.array(z.string()),
  commitCount: Count,
  linesAdded: Count,
  linesRemoved: Count,
});
export type AuthorShare = z.infer<typeof AuthorShare>;

export const ComparisonQuery = z.object({
  base: z.string().trim().min(1).max(250),
  revision: z.string().trim().min(1).max(250),
  cursor: Cursor,
  limit: Limit,
});

/** What the second revision has and the first has not; its changed files and lines come with `showChanges`. */
export const RevisionComparison = z.object({
  repository: ShownRepository,
  /** The commits that the two names stand for. */
  base: z.string(),
  commit: z.string(),
  standing: Standing,
  /** Newest first, a page of them. */
  commits: z.array(ShownCommit),
  next: z.string().nullable(),
  /**
   * Of all those commits, at most the 10,000 newest: issues in order of their keys, only such as may be seen; the first
   * 200 with what Jira says of them.
   */
  issues: z.array(z.object({ key: z.string(), commitCount: Count, issue: ShownIssue.nullable() })),
  /** Of the same commits; most commits first, at most 500. Lines count for commits whose files were read. */
  people: z.array(AuthorShare),
  unlinkedCount: Count,
  /** Issues and people are of the newest 10,000 only. */
  isCut: z.boolean(),
});
export type RevisionComparison = z.infer<typeof RevisionComparison>;

export const ProjectCommitQuery = z.object({
  repository: idOf<RepositoryId>().optional(),
  author: Search,
  cursor: Cursor,
  limit: Limit,
});

export const ProjectCommitPage = z.object({
  /** The project's key of today; as it was asked for where none of its issues may be seen. */
  project: z.string(),
  /** Newest first, each with the issues of this project that may be seen. */
  commits: z.array(ShownCommit.extend({ repository: z.object({ id: Id, name: z.string() }) })),
  next: z.string().nullable(),
  /** That have commits of the project, for choosing one: the first 200 by name. */
  repositories: z.array(z.object({ id: Id, name: z.string() })),
  withheld: IssueDevelopment.shape.withheld,
});
export type ProjectCommitPage = z.infer<typeof ProjectCommitPage>;

const project = z.object({
  key: z
    .string()
    .max(255)
    .regex(/^[A-Za-z][A-Za-z0-9_]*$/u, 'is not the key of a project: write it like ABC')
    .transform((key) => key.toUpperCase() as ProjectKey),
});

export const repositoryHistoryRoutes = {
  listCommits: { ...of, path: '/api/v1/browse/:id/commits', query: CommitQuery, response: CommitPage },
  listBranches: {
    ...of,
    path: '/api/v1/browse/:id/branches',
    query: z.object({ search: Search, cursor: Cursor, limit: Limit }),
    response: BranchPage,
  },
  listTags: {
    ...of,
    path: '/api/v1/browse/:id/tags',
    query: z.object({ search: Search, cursor: Cursor, limit: Limit }),
    response: TagPage,
  },
  compareRevisions: { ...of, path: '/api/v1/browse/:id/compare', query: ComparisonQuery, response: RevisionComparison },
  listProjectCommits: {
    ...view,
    path: '/api/v1/projects/:key/commits',
    params: project,
    query: ProjectCommitQuery,
    response: ProjectCommitPage,
  },
} as const satisfies Readonly<Record<string, Route>>;
