/** Linking commits and pull requests with issues by hand, and taking issues off them for good. */

import type { IssueKey, RepositoryId } from '@branchline/domain';
import { z } from 'zod';
import { Id, Moment, WhereFound, idOf } from './fields.ts';
import { act, show, view } from './route.ts';

/** Keys that one request may name, and links on one page. */
export const linkLimits = { keys: 50, page: 200 } as const;

const Key = z
  .string()
  .trim()
  .max(300)
  .regex(/^[A-Za-z][A-Za-z0-9_]*-[1-9]\d*$/u, 'is not an issue key: write it like ABC-123')
  .transform((key) => key.toUpperCase() as IssueKey);
const Keys = z.array(Key).max(linkLimits.keys);

const Kind = z.enum(['commit', 'pull-request']);

/** The thing that is linked: the whole hash of a commit, or the id of a pull request at its Git service. */
const thing = z
  .object({ id: idOf<RepositoryId>(), kind: Kind, name: z.string().min(1).max(200) })
  .refine(({ kind, name }) => kind !== 'commit' || /^([0-9a-f]{40}|[0-9a-f]{64})$/iu.test(name), {
    path: ['name'],
    error: 'is not the whole hash of a commit: git rev-parse shows it',
  });

export const ManualLink = z.object({
  repositoryId: Id,
  kind: Kind,
  name: z.string(),
  key: z.string(),
  /** `removed`: the issue is not shown with it, wherever its key is found. */
  state: z.enum(['added', 'removed']),
  /** Who said so: `administrator`, `account/1`, `jira-user/1/…`. */
  by: z.string(),
  at: Moment,
  /** False while the commit or pull request is not among what is indexed. */
  isThere: z.boolean(),
});
export type ManualLink = z.infer<typeof ManualLink>;

export const Links = z.object({
  /** `gone`: no branch or tag leads to it any more; `unknown`: not among what is indexed, and looked for. */
  state: z.enum(['there', 'gone', 'unknown']),
  /** Those that count, and where each was found. */
  links: z.array(z.object({ key: z.string(), foundIn: WhereFound })),
  /** What people said by hand. */
  said: z.array(ManualLink),
});
export type Links = z.infer<typeof Links>;

export const LinkChange = z
  .object({ add: Keys.default([]), remove: Keys.default([]) })
  .refine(({ add, remove }) => add.length + remove.length > 0, 'Name at least one key, in add or in remove.')
  .refine(({ add, remove }) => !add.some((key) => remove.includes(key)), 'A key is either added or removed.');

export const ManualLinkQuery = z.object({
  repository: idOf<RepositoryId>().optional(),
  key: Key.optional(),
  /** `next` of the page before. */
  after: z.coerce.number<number | string>().int().nonnegative().max(1_000_000).optional(),
});

export const ManualLinkPage = z.object({
  /** Newest first. */
  links: z.array(ManualLink),
  next: z.int().positive().nullable(),
});

export const linkRoutes = {
  showLinks: { ...view, path: '/api/v1/repositories/:id/:kind/:name/links', params: thing, response: Links },
  /** Adds keys, or takes them off for good. The last word about a key counts. */
  changeLinks: {
    ...act,
    access: 'viewer',
    path: '/api/v1/repositories/:id/:kind/:name/links',
    params: thing,
    request: LinkChange,
    response: Links,
  },
  listManualLinks: { ...show, path: '/api/v1/links', query: ManualLinkQuery, response: ManualLinkPage },
} as const;
