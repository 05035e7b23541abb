/** An issue's commits looked at together: rolled up, held against releases, file by file. */

import type { RepositoryId } from '@branchline/domain';
import { z } from 'zod';
import { Count, Id, Moment, idOf } from './fields.ts';
import { DiffLineQuery, FileDiff } from './git-shapes.ts';
import { FileChange, IssueDevelopment, IssueScopeQuery } from './issue-development.ts';
import { AuthorShare } from './repository-history.ts';
import { ofIssue, view, type Route } from './route.ts';

/** A file that several commits changed. */
const RolledUpFile = z.object({
  repositoryId: Id,
  path: z.string(),
  /**
   * What came of it: added when it was not there before the first of the commits, deleted when not after the last, and
   * so for one that came and went.
   */
  change: FileChange.shape.change,
  previousPath: z.string().nullable(),
  linesAdded: Count,
  linesRemoved: Count,
  /** Hashes, newest first. */
  commits: z.array(z.string()),
  /** Names, as in `people`. */
  people: z.array(z.string()),
  isBinary: z.boolean(),
  lastChangedAt: Moment,
});
export type RolledUpFile = z.infer<typeof RolledUpFile>;

export const IssueRollUp = z.object({
  key: z.string(),
  /** Whose commits are in it: the issue itself, then others where they were asked for and may be seen. */
  issues: z.array(z.string()),
  /** Why children may be missing, a whole sentence; null when none is, or none was asked for. */
  because: z.string().nullable(),
  commitCount: Count,
  fileCount: Count,
  linesAdded: Count,
  linesRemoved: Count,
  repositories: z.array(z.object({ id: Id, name: z.string(), webUrl: z.string().nullable(), commitCount: Count })),
  people: z.array(AuthorShare),
  /** By repository and path; at most 5,000, `fileCount` counts all. */
  files: z.array(RolledUpFile),
  /**
   * Commits whose files are still being read or cannot be, and those beyond the newest 5,000 or beyond 200,000 changed
   * files: what they changed is missing here.
   */
  unreadCommits: Count,
  withheld: IssueDevelopment.shape.withheld,
});
export type IssueRollUp = z.infer<typeof IssueRollUp>;

const Missing = z.object({ hash: z.string(), title: z.string(), webUrl: z.string().nullable() });
export type MissingCommit = z.infer<typeof Missing>;

const Holder = z.object({
  name: z.string(),
  holds: z.enum(['all', 'some', 'none']),
  /** How many of the issue's commits it contains. */
  count: Count,
  /** Those it does not contain, newest first, at most 50; none for `none`, where all are missing. */
  missing: z.array(Missing),
  webUrl: z.string().nullable(),
});

/** Where the commits of an issue have arrived, by repository. */
export const IssueShipping = z.object({
  key: z.string(),
  issues: z.array(z.string()),
  /** As in `IssueRollUp`. */
  because: z.string().nullable(),
  repositories: z.array(
    z.object({
      id: Id,
      name: z.string(),
      /** At most the 5,000 newest. */
      commitCount: Count,
      /** How many of them at least one tag contains. */
      releasedCount: Count,
      /**
       * The default branch first, then branches that contain some, at most 50: of those that name the issue, and of
       * those that moved last.
       */
      branches: z.array(Holder.extend({ isDefault: z.boolean() })),
      /** Oldest first, from the first tag that contains any; at most 200, rather those that contain some. */
      tags: z.array(Holder.extend({ at: Moment })),
      /** The first tag that contains them all; null while none does. */
      shippedIn: z.string().nullable(),
      /** Commits that neither the default branch nor a tag contains. */
      nowhere: z.array(Missing),
      /** All of them; `nowhere` names the 50 newest. */
      nowhereCount: Count,
      /** When branches and tags were last read; null until they were. */
      knownAt: Moment.nullable(),
    }),
  ),
  /** Of all repositories together whose branches and tags were read; `unknown` where none were. */
  verdict: z.enum(['nothing', 'unknown', 'not-merged', 'partly-merged', 'merged', 'partly-released', 'released']),
  withheld: IssueDevelopment.shape.withheld,
});
export type IssueShipping = z.infer<typeof IssueShipping>;

export const issuePartRoutes = {
  showIssueRollUp: {
    ...view,
    path: '/api/v1/issues/:key/roll-up',
    params: ofIssue,
    query: IssueScopeQuery,
    response: IssueRollUp,
  },
  showIssueShipping: {
    ...view,
    path: '/api/v1/issues/:key/shipped',
    params: ofIssue,
    query: IssueScopeQuery,
    response: IssueShipping,
  },
  /** The lines that one of the issue's commits changed in a file: for whoever sees the issue, and nothing else of the repository. */
  showIssueFileDiff: {
    ...view,
    path: '/api/v1/issues/:key/repositories/:repository/commits/:hash/diff',
    params: ofIssue.extend({
      repository: idOf<RepositoryId>(),
      hash: z.string().regex(/^([0-9a-f]{40}|[0-9a-f]{64})$/iu, 'is not the whole hash of a commit'),
    }),
    query: DiffLineQuery,
    response: FileDiff,
  },
} as const satisfies Readonly<Record<string, Route>>;
