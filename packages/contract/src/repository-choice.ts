/** Which repositories of an integration are indexed, and the list they are chosen from. */

import { patternLengthLimit, type ChoiceReason } from '@branchline/domain';
import { z } from 'zod';
import { Count, Moment, Nothing } from './fields.ts';
import { act, ofIntegration, replace, show, type Route } from './route.ts';
import { versioned } from './version.ts';

const Patterns = z.array(z.string().max(patternLengthLimit)).max(200).default([]);

/** Repositories of one integration that can be ticked one by one; the field's product takes as many in all. */
const tickedLimit = 30_000;
const Ticked = z.array(z.string().min(1).max(300)).max(tickedLimit);
const Owners = z.array(z.string().max(1000)).max(tickedLimit);

/** What is left out means: everything, now and later. */
export const RepositoryChoice = z.strictObject({
  /** `all` there are now, or the remote ids of those that are ticked. */
  current: z.union([z.literal('all'), Ticked]).default('all'),
  /** New repositories of `all` owners there are now, or of these. */
  futureInOwners: z.union([z.literal('all'), Owners]).default('all'),
  /** Repositories of owners that appear later. */
  futureOwners: z.boolean().default(true),
  /** When there are any, a repository's name must match one: `acme/*`, `*-service`, `group/**`. */
  include: Patterns,
  /** Matching one leaves a repository out. */
  exclude: Patterns,
  takesArchived: z.boolean().default(true),
  /** Another list of the service: a path below its API's address; null for the ordinary one. */
  apiPath: z.string().trim().min(1).max(2000).nullable().default(null),
  /** A JMESPath expression over the service's answer that keeps whole entries; null keeps all. */
  filter: z.string().trim().min(1).max(2000).nullable().default(null),
});
export type RepositoryChoice = z.infer<typeof RepositoryChoice>;

export const RepositoryChoiceState = z.object({
  choice: RepositoryChoice,
  /** The walk over the service's list: the one going on, or the last. Null before the first. */
  walk: z.object({ seen: Count, isFinished: z.boolean(), startedAt: Moment, finishedAt: Moment.nullable() }).nullable(),
});
export type RepositoryChoiceState = z.infer<typeof RepositoryChoiceState>;

export const ListedQuery = z.object({
  /** Part of a name, in any case. */
  search: z.string().trim().min(1).max(300).optional(),
  owner: z.string().max(1000).optional(),
  taken: z.enum(['yes', 'no']).optional(),
  /** The last page's `next`. */
  after: z.string().max(300).optional(),
  /** Pages that choose from everything ask for as many as fit into one answer. */
  limit: z.coerce.number<number | string>().int().min(1).max(2000).default(50),
});

const Reason = z.enum([
  'chosen',
  'new-of-chosen-owner',
  'new-owner',
  'not-chosen',
  'owner-not-chosen',
  'new-owners-not-wanted',
  'not-included',
  'excluded',
  'archived',
  'filtered-out',
] satisfies ChoiceReason[]);

export const ListedRepository = z.object({
  remoteId: z.string(),
  owner: z.string(),
  name: z.string(),
  webUrl: z.string().nullable(),
  isArchived: z.boolean(),
  isEmpty: z.boolean(),
  /** Not in the service's list any more. */
  isGone: z.boolean(),
  activeAt: Moment.nullable(),
  isTaken: z.boolean(),
  /** Why it is taken or not; null until it was decided. */
  because: Reason.nullable(),
});
export type ListedRepository = z.infer<typeof ListedRepository>;

export const ListedPage = z.object({
  repositories: z.array(ListedRepository),
  /** Pass it as `after` for the next page; null at the end. */
  next: z.string().nullable(),
});
export type ListedPage = z.infer<typeof ListedPage>;

export const ListedOwners = z.object({
  owners: z.array(z.object({ owner: z.string(), repositories: Count, taken: Count })),
});
export type ListedOwners = z.infer<typeof ListedOwners>;

const about = { params: ofIntegration } as const;
const VersionedChoice = versioned(RepositoryChoiceState, ['choice']);

export const repositoryChoiceRoutes = {
  showRepositoryChoice: {
    ...show,
    ...about,
    path: '/api/v1/integrations/:id/repository-choice',
    response: VersionedChoice,
  },
  /** Tries path and filter on the service's list before they are saved. */
  saveRepositoryChoice: {
    ...replace,
    ...about,
    path: '/api/v1/integrations/:id/repository-choice',
    request: RepositoryChoice,
    response: VersionedChoice,
    edits: 'showRepositoryChoice',
  },
  listListedRepositories: {
    ...show,
    ...about,
    path: '/api/v1/integrations/:id/listed-repositories',
    query: ListedQuery,
    response: ListedPage,
  },
  listRepositoryOwners: {
    ...show,
    ...about,
    path: '/api/v1/integrations/:id/repository-owners',
    response: ListedOwners,
  },
  /** Walks over the service's list again. */
  discoverRepositories: {
    ...act,
    ...about,
    path: '/api/v1/integrations/:id/discover',
    status: 202,
    response: Nothing,
  },
} as const satisfies Readonly<Record<string, Route>>;
