/** Repositories: how the indexing of each stands, and what was done before. */

import type { IntegrationId, RepositoryId } from '@branchline/domain';
import { z } from 'zod';
import { Count, Id, Moment, Queued, State, Trigger, idOf } from './fields.ts';
import { act, show, type Route } from './route.ts';

/** What an indexing is doing, in the order in which it does it. */
export const Phase = z.enum([
  'looking',
  'cloning',
  'reading-history',
  'reading-files',
  'reading-tags',
  'reading-pull-requests',
  'reading-reviews',
]);
export type Phase = z.infer<typeof Phase>;

/** The running indexing in numbers. */
export const IndexProgress = z.object({
  phase: Phase,
  /** Commits, files, tags or pull requests; objects while cloning. */
  done: Count,
  /** Null while it is truly unknown. */
  total: Count.nullable(),
  /** Received, while cloning. */
  bytes: Count.nullable(),
  /** What `done` counts, per second; bytes per second while cloning. Null before it can be told. */
  ratePerSecond: z.number().nonnegative().nullable(),
  /** Of this phase. */
  secondsLeft: z.number().nonnegative().nullable(),
});
export type IndexProgress = z.infer<typeof IndexProgress>;

/** How many repositories are in which state. */
export const RepositoryCounts = z.object({
  waiting: Count,
  indexing: Count,
  'up-to-date': Count,
  paused: Count,
  failed: Count,
});
export type RepositoryCounts = z.infer<typeof RepositoryCounts>;

/** How the reading of pull requests stands; it never keeps git from being indexed. */
export const PullRequestReading = z.object({
  /** Null while nothing is read. */
  progress: IndexProgress.nullable(),
  /** When the service was last asked for all that changed; null until that was done once. */
  readAt: Moment.nullable(),
  /** What keeps them from being read, in words, and when the service is asked again where that is known. */
  problem: z.object({ message: z.string(), retryAt: Moment.nullable() }).nullable(),
});
export type PullRequestReading = z.infer<typeof PullRequestReading>;

/** How it stands at its service: archived ones get no pushes any more, gone ones are deleted or out of sight. */
export const RemoteState = z.enum(['there', 'archived', 'empty', 'gone']);
export type RemoteState = z.infer<typeof RemoteState>;

export const RepositorySummary = z.object({
  id: Id,
  integrationId: Id,
  integrationName: z.string(),
  /** As an administrator called it, or else as its service does. */
  name: z.string(),
  serviceName: z.string(),
  remoteState: RemoteState,
  cloneUrl: z.string(),
  webUrl: z.string().nullable(),
  /** Null for an empty repository. */
  defaultBranch: z.string().nullable(),
  state: State,
  /** In words, for paused and failed; may be there for waiting. */
  stateReason: z.string().nullable(),
  /** Null while nothing runs. */
  progress: IndexProgress.nullable(),
  /** Null where they were never asked for. */
  pullRequests: PullRequestReading.nullable(),
  /** Webhooks from which the service left out commits that are still missing. */
  truncatedPushes: Count,
  /** In all, as it was when indexing last ended. */
  linkedCommits: Count,
  /** Commits of the running or else the latest indexing. */
  commitsWalked: Count,
  commitsLinked: Count,
  /** When the last complete index ended; null until the first has. */
  indexedAt: Moment.nullable(),
  /** When the schedule looks next. */
  nextLookAt: Moment.nullable(),
  /** When git last had something new for us. */
  changedAt: Moment.nullable(),
});
export type RepositorySummary = z.infer<typeof RepositorySummary>;

export const RepositoryQuery = z.object({
  /** Part of a name, in any case. */
  search: z.string().trim().min(1).max(300).optional(),
  integration: idOf<IntegrationId>().optional(),
  state: State.optional(),
  /** How it stands at its service. */
  remote: RemoteState.optional(),
  /** Says itself which projects see it, or inherits that from its integration. */
  association: z.enum(['own', 'inherited']).optional(),
  /** `state` brings what needs somebody first. */
  sort: z.enum(['name', 'state', 'changed', 'commits']).default('name'),
  order: z.enum(['ascending', 'descending']).default('ascending'),
  /** The last page's `next`, of a list that was sorted alike. */
  after: idOf<RepositoryId>().optional(),
  limit: z.coerce.number<number | string>().int().min(1).max(200).default(50),
});

export const RepositoryList = z.object({
  repositories: z.array(RepositorySummary),
  /** Of all pages together. */
  total: Count,
  /** Pass it as `after` for the next page; null at the end. */
  next: Id.nullable(),
});
export type RepositoryList = z.infer<typeof RepositoryList>;

/** One phase of an indexing that ended, or is going on. */
export const IndexRunPhase = z.object({
  phase: Phase,
  startedAt: Moment,
  /** Null while it goes on. */
  endedAt: Moment.nullable(),
  /** Commits, files, tags or pull requests; objects while cloning. */
  done: Count,
  total: Count.nullable(),
  bytes: Count.nullable(),
});
export type IndexRunPhase = z.infer<typeof IndexRunPhase>;

/** One indexing, running or ended. */
export const IndexRun = z.object({
  id: Id,
  about: z.enum(['git', 'pull-requests']),
  trigger: Trigger,
  startedAt: Moment,
  endedAt: Moment.nullable(),
  /** Null while running. */
  outcome: z.enum(['done', 'nothing-new', 'failed', 'interrupted']).nullable(),
  failure: z.string().nullable(),
  commitsWalked: Count,
  commitsLinked: Count,
  filesRead: Count,
  pullRequestsRead: Count,
  /** In their order; none of indexings from before they were kept. */
  phases: z.array(IndexRunPhase),
});
export type IndexRun = z.infer<typeof IndexRun>;

export const RepositoryDetails = RepositorySummary.extend({
  /** A known_hosts line; null before the first contact by SSH. */
  pinnedHostKey: z.string().nullable(),
  counts: z.object({
    /** Of the whole history, with or without keys. */
    commits: Count,
    linkedCommits: Count,
    linkedBranches: Count,
    linkedPullRequests: Count,
    issues: Count,
  }),
  /** Newest first, at most 20. */
  runs: z.array(IndexRun),
});
export type RepositoryDetails = z.infer<typeof RepositoryDetails>;

/** Lines on one page of the log unless asked otherwise, and at most. */
export const runPageSize = { usual: 50, most: 200 } as const;

export const RunQuery = z.object({
  about: z.enum(['git', 'pull-requests']).optional(),
  outcome: z.enum(['done', 'nothing-new', 'failed', 'interrupted']).optional(),
  /** `next` of the page before. */
  cursor: z.string().max(20).regex(/^\d+$/u, 'is not the cursor of a page').optional(),
  limit: z.coerce.number<number | string>().int().min(1).max(runPageSize.most).default(runPageSize.usual),
});

export const RunPage = z.object({
  /** Newest first. */
  runs: z.array(IndexRun),
  /** Null on the last page. */
  next: z.string().nullable(),
});
export type RunPage = z.infer<typeof RunPage>;

/** The whole log of a repository, for a file. */
export const IndexLogQuery = z.object({ format: z.enum(['text', 'json']).default('text') });

/** What one order about several repositories came to. */
export const BulkOrder = z.strictObject({
  ids: z.array(idOf<RepositoryId>()).min(1).max(1000),
  order: z.enum(['reindex', 'pause', 'resume']),
});

export const BulkAnswer = z.object({
  /** Those that were there. */
  done: Count,
  /** Those that are not there any more. */
  missing: Count,
});

const ofRepository = { params: z.object({ id: idOf<RepositoryId>() }) } as const;

export const repositoryLogRoutes = {
  listIndexRuns: {
    ...show,
    ...ofRepository,
    path: '/api/v1/repositories/:id/runs',
    query: RunQuery,
    response: RunPage,
  },
  /** As a file: lines for people, or JSON. */
  downloadIndexLog: {
    ...show,
    ...ofRepository,
    path: '/api/v1/repositories/:id/index-log',
    query: IndexLogQuery,
    response: z.string(),
    media: ['text/plain', 'application/json'],
  },
  /** Only pull requests; git is left alone. */
  reindexPullRequests: {
    ...act,
    ...ofRepository,
    path: '/api/v1/repositories/:id/pull-requests/reindex',
    status: 202,
    response: Queued,
  },
  orderRepositories: {
    ...act,
    path: '/api/v1/repositories/orders',
    request: BulkOrder,
    status: 202,
    response: BulkAnswer,
  },
} as const satisfies Readonly<Record<string, Route>>;
