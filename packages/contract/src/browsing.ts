/** Looking into repositories: folders, files, who wrote what, what changed, where a text is. For whoever may browse them. */

import type { RepositoryId } from '@branchline/domain';
import { z } from 'zod';
import { Count, Moment, idOf } from './fields.ts';
import {
  ChangedFiles,
  DiffLineQuery,
  EntryKindName,
  FileDiff,
  ShownCommit,
  ShownRepository,
  Standing,
} from './git-shapes.ts';
import { IssueDevelopment } from './issue-development.ts';
import { view, type Route } from './route.ts';

const repository = z.object({ id: idOf<RepositoryId>() });

/** A branch, a tag, or a hash of at least 4 characters; the default branch when left out. */
const Revision = z.string().trim().min(1).max(250).optional();
/** From the root of the repository, without a slash at either end. */
const Path = z.string().min(1).max(4096);
const At = z.object({ revision: Revision });
const FileAt = At.extend({ path: Path });
/** Something at one commit. */
const AtCommit = z.object({ repository: ShownRepository, commit: z.string() });

export const BrowsedRepositoryQuery = z.object({
  /** Part of a name, in any case. */
  search: z.string().trim().max(200).optional(),
  /** `next` of the page before. */
  cursor: z.string().max(500).optional(),
  limit: z.coerce.number<number | string>().int().min(1).max(200).default(50),
});

export const BrowsedRepositoryPage = z.object({
  /** By name; only what whoever asks may look into. There may be fewer than asked for while others follow. */
  repositories: z.array(ShownRepository.extend({ changedAt: Moment.nullable() })),
  /** Null on the last page. */
  next: z.string().nullable(),
  withheld: IssueDevelopment.shape.withheld,
});
export type BrowsedRepositoryPage = z.infer<typeof BrowsedRepositoryPage>;

export const BrowsedRepository = ShownRepository.extend({
  branchCount: Count,
  tagCount: Count,
  commitCount: Count,
});
export type BrowsedRepository = z.infer<typeof BrowsedRepository>;

export const Folder = AtCommit.extend({
  path: z.string(),
  /** Folders first. */
  entries: z.array(z.object({ name: z.string(), path: z.string(), kind: EntryKindName, size: Count.nullable() })),
  /** The latest commit at this revision. */
  latest: ShownCommit,
});
export type FolderView = z.infer<typeof Folder>;

export const BrowsedFile = AtCommit.extend({
  path: z.string(),
  size: Count,
  /** `large`: beyond 2 MB, not shown; `image`: the route for images shows it. */
  kind: z.enum(['text', 'binary', 'image', 'large']),
  /** Null where it is not text. */
  text: z.string().nullable(),
  webUrl: z.string().nullable(),
});
export type BrowsedFileView = z.infer<typeof BrowsedFile>;

export const BlameQuery = FileAt.extend({
  first: z.coerce.number<number | string>().int().min(1).default(1),
  /** At most 5,000 lines from the first on. */
  last: z.coerce.number<number | string>().int().min(1).default(5000),
});

export const Blame = AtCommit.extend({
  path: z.string(),
  stretches: z.array(
    z.object({
      commit: z.string(),
      firstLine: z.int().positive(),
      lines: z.int().positive(),
      /** What the file was called in that commit, and where the stretch began in it. */
      pathThen: z.string(),
      firstLineThen: z.int().positive(),
      /** The commit before it, in which the file can be looked at as it was; null where it began. */
      before: z.string().nullable(),
      /** What the file was called in that one; null where it began. */
      pathBefore: z.string().nullable(),
    }),
  ),
  /** Each of them once; of their messages only the titles, because a long file has hundreds of commits. */
  commits: z.array(ShownCommit),
});
export type BlameView = z.infer<typeof Blame>;

export const FileHistory = AtCommit.extend({
  path: z.string(),
  /** Newest first, through renames, each under the name it had then. */
  revisions: z.array(z.object({ path: z.string(), commit: ShownCommit })),
  isCut: z.boolean(),
});
export type FileHistoryView = z.infer<typeof FileHistory>;

/** Between which two states; without a base, what the one commit changed. */
const Range = At.extend({
  base: Revision,
  /** From where the two parted, as pull requests show it, or from the base as it is now. */
  from: z.enum(['merge-base', 'base']).default('merge-base'),
});

export const Changes = AtCommit.extend(ChangedFiles.shape).extend({
  /** The state it is held against; null for the first commit of all. */
  base: z.string().nullable(),
  /** Null for a single commit. */
  standing: Standing.nullable(),
});
export type ChangesView = z.infer<typeof Changes>;

export const BrowsedCommit = AtCommit.extend(ChangedFiles.shape).extend({
  details: ShownCommit,
  /** Those that contain it, in order of their names, at most 100 each. */
  branches: z.array(z.string()),
  tags: z.array(z.string()),
  /** There are more of them, or git took too long to find them. */
  isContainedInMore: z.boolean(),
});
export type BrowsedCommitView = z.infer<typeof BrowsedCommit>;

export const CodeSearchQuery = At.extend({
  text: z.string().min(1).max(500),
  /** Below this folder. */
  folder: z.string().max(4096).default(''),
  case: z.enum(['any', 'exact']).default('any'),
});
export const CodeMatches = AtCommit.extend({
  matches: z.array(z.object({ path: z.string(), line: z.int().positive(), text: z.string() })),
  isCut: z.boolean(),
});
export type CodeMatchesView = z.infer<typeof CodeMatches>;

/** Of messages: in every branch and tag when the revision is left out. */
const SearchQuery = At.extend({ text: z.string().trim().min(1).max(500) });
export const PathMatches = AtCommit.extend({ paths: z.array(z.string()), isCut: z.boolean() });
export type PathMatchesView = z.infer<typeof PathMatches>;
export const MessageMatches = AtCommit.extend({ commits: z.array(ShownCommit), isCut: z.boolean() });
export type MessageMatchesView = z.infer<typeof MessageMatches>;

const of = { ...view, params: repository } as const;

export const browsingRoutes = {
  listBrowsedRepositories: {
    ...view,
    path: '/api/v1/browse',
    query: BrowsedRepositoryQuery,
    response: BrowsedRepositoryPage,
  },
  showBrowsedRepository: {
    ...of,
    path: '/api/v1/browse/:id',
    response: BrowsedRepository,
  },
  showFolder: {
    ...of,
    path: '/api/v1/browse/:id/folder',
    query: At.extend({ path: z.string().max(4096).default('') }),
    response: Folder,
  },
  showFile: { ...of, path: '/api/v1/browse/:id/file', query: FileAt, response: BrowsedFile },
  /** The bytes of a picture, at most 5 MB. */
  showImage: {
    ...of,
    path: '/api/v1/browse/:id/image',
    query: FileAt,
    response: z.string(),
    media: ['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'image/avif', 'image/svg+xml', 'image/x-icon'],
  },
  showBlame: { ...of, path: '/api/v1/browse/:id/blame', query: BlameQuery, response: Blame },
  showFileHistory: {
    ...of,
    path: '/api/v1/browse/:id/history',
    query: FileAt.extend({ skip: z.coerce.number<number | string>().int().min(0).max(1_000_000).default(0) }),
    response: FileHistory,
  },
  showCommit: {
    ...of,
    path: '/api/v1/browse/:id/commit',
    query: z.object({ revision: z.string().trim().min(4).max(250) }),
    response: BrowsedCommit,
  },
  showChanges: { ...of, path: '/api/v1/browse/:id/changes', query: Range, response: Changes },
  showFileDiff: {
    ...of,
    path: '/api/v1/browse/:id/diff',
    query: Range.extend(DiffLineQuery.shape),
    response: FileDiff,
  },
  searchCode: { ...of, path: '/api/v1/browse/:id/search/code', query: CodeSearchQuery, response: CodeMatches },
  searchPaths: { ...of, path: '/api/v1/browse/:id/search/paths', query: SearchQuery, response: PathMatches },
  searchMessages: { ...of, path: '/api/v1/browse/:id/search/messages', query: SearchQuery, response: MessageMatches },
} as const satisfies Readonly<Record<string, Route>>;
