/** Shapes that several views of a repository share: commits as they are shown, changed files, the lines that differ. */

import type { EntryKind } from '@branchline/domain';
import { z } from 'zod';
import { Count, Id, Moment, WhereFound } from './fields.ts';
import { FileChange } from './issue-development.ts';

/** The repository that an answer is about, for its heading. */
export const ShownRepository = z.object({
  id: Id,
  name: z.string(),
  integrationName: z.string(),
  /** At its Git service. */
  webUrl: z.string().nullable(),
  /** Without any credential; null for a folder of the server's machine. */
  cloneUrl: z.string().nullable(),
  /** Null for an empty one. */
  defaultBranch: z.string().nullable(),
  /** Null until it was read once. */
  indexedAt: Moment.nullable(),
});
export type ShownRepository = z.infer<typeof ShownRepository>;

/** Who made a commit, as git says, and as we know them. */
export const CommitAuthor = z.object({
  name: z.string(),
  email: z.string(),
  /** What the person is called whom the address belongs to; null when nobody is known by it. */
  person: z.string().nullable(),
});
export type CommitAuthor = z.infer<typeof CommitAuthor>;

/** One commit in a list. */
export const ShownCommit = z.object({
  hash: z.string(),
  /** The first line of the message; may be empty. */
  title: z.string(),
  /** The whole message, title included. */
  message: z.string(),
  author: CommitAuthor,
  authoredAt: Moment,
  parents: z.array(z.string()),
  /** Issues it is linked with, of those that whoever asks may see. */
  keys: z.array(z.object({ key: z.string(), foundIn: WhereFound })),
  webUrl: z.string().nullable(),
});
export type ShownCommit = z.infer<typeof ShownCommit>;

/** Changed files in path order; there are more when `isCut`. */
export const ChangedFiles = z.object({
  files: z.array(FileChange),
  isCut: z.boolean(),
});
export type ChangedFiles = z.infer<typeof ChangedFiles>;

const DiffLine = z.object({
  kind: z.enum(['same', 'removed', 'added']),
  /** Without its line break; long lines are cut at 5,000 characters. */
  text: z.string(),
  /** Its number before; null for an added line. */
  before: z.int().nullable(),
  /** Its number after; null for a removed line. */
  after: z.int().nullable(),
  /** The file ends here without a line break. */
  endsFile: z.boolean(),
});
export type DiffLineView = z.infer<typeof DiffLine>;

/** What changed in one file, line by line. */
export const FileDiff = z.object({
  path: z.string(),
  previousPath: z.string().nullable(),
  /** Cannot be shown as lines. */
  isBinary: z.boolean(),
  /** There is more than is shown. */
  isCut: z.boolean(),
  hunks: z.array(
    z.object({
      beforeStart: z.int(),
      beforeLines: z.int(),
      afterStart: z.int(),
      afterLines: z.int(),
      /** The line that git thinks names the place; may be empty. */
      heading: z.string(),
      lines: z.array(DiffLine),
    }),
  ),
});
export type FileDiffView = z.infer<typeof FileDiff>;

/** How the lines of a diff are asked for. */
export const DiffLineQuery = z.object({
  path: z.string().min(1).max(4096),
  /** Where it was before a rename, as the list of changed files said. */
  previousPath: z.string().min(1).max(4096).optional(),
  /** Lines that differ in white space only count as the same. */
  whitespace: z.enum(['show', 'ignore']).default('show'),
  /** Unchanged lines around each change; the whole file at 100,000. */
  context: z.coerce.number<number | string>().int().min(0).max(100_000).default(3),
});

/** How a folder's entry is told. */
export const EntryKindName = z.enum(['folder', 'file', 'link', 'submodule'] satisfies EntryKind[]);

/** How two revisions stand to each other. */
export const Standing = z.object({
  /** The last commit both have; null when their histories never met. */
  mergeBase: z.string().nullable(),
  /** Commits that only the second has. */
  ahead: Count,
  /** Commits that only the first has. */
  behind: Count,
});
