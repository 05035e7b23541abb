/** The queue: what waits, runs and failed, and what a person can do about it. */

import type { IntegrationId, JiraSiteId, RepositoryId } from '@branchline/domain';
import { z } from 'zod';
import { Count, Id, Moment, Nothing, idOf } from './fields.ts';
import { act, show, type Route } from './route.ts';

/** Jobs on one page unless asked otherwise, and at most. */
export const jobPageSize = { usual: 50, most: 200 } as const;

const JobState = z.enum(['waiting', 'running', 'failed']);

const Named = z.object({ id: Id, name: z.string() });

export const Job = z.object({
  id: z.string(),
  /** What kind of work: `index-repository`. `jobWords` says it in English. */
  name: z.string(),
  key: z.string().nullable(),
  /** Who waits for it. */
  for: z.enum(['person', 'webhook', 'schedule', 'history']),
  state: JobState,
  /** What it is about, as far as it is about one. */
  repository: Named.nullable(),
  integration: Named.nullable(),
  jiraSite: Named.nullable(),
  attempts: Count,
  lastError: z.string().nullable(),
  /**
   * Null unless it waits. `moment`: until `runAt`; `queue`: another job of the same thing runs; `integration-paused` and
   * `everything-paused`: until somebody resumes; `turn`: until there is room.
   */
  waitsFor: z.enum(['turn', 'moment', 'queue', 'integration-paused', 'everything-paused']).nullable(),
  /** Why its integration is paused, in words. */
  pausedBecause: z.string().nullable(),
  /** Until when the Git service makes it wait; null when it does not, or the job does not ask its API. */
  requestsWaitUntil: Moment.nullable(),
  runAt: Moment,
  addedAt: Moment,
  /** Null unless it runs. */
  startedAt: Moment.nullable(),
  /** It runs, and was asked to end. */
  isEnding: z.boolean(),
  /** Why it cannot be cancelled, in words; null when it can. */
  keptBecause: z.string().nullable(),
});
export type Job = z.infer<typeof Job>;

export const JobQuery = z.object({
  state: JobState.optional(),
  /** Of one kind: `index-repository`. */
  name: z.string().min(1).max(100).optional(),
  integration: idOf<IntegrationId>().optional(),
  repository: idOf<RepositoryId>().optional(),
  jiraSite: idOf<JiraSiteId>().optional(),
  /** Part of the name of what it is about, in any case. */
  search: z.string().trim().min(1).max(300).optional(),
  /** `next` of the page before. */
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number<number | string>().int().min(1).max(jobPageSize.most).default(jobPageSize.usual),
});

export const JobPage = z.object({
  /** Running ones, then waiting ones in the order in which they run, then failed ones. */
  jobs: z.array(Job),
  /** Null on the last page. */
  next: z.string().nullable(),
});
export type JobPage = z.infer<typeof JobPage>;

/** How the queue stands as a whole. */
export const QueueState = z.object({
  counts: z.object({ waiting: Count, running: Count, failed: Count }),
  /** Null while everything may run. */
  paused: z
    .object({
      /** Whoever paused it, as the audit log names them; null where that is not known. */
      who: z.string().nullable(),
      /** In their words; may be empty. */
      because: z.string(),
      since: Moment,
    })
    .nullable(),
});
export type QueueState = z.infer<typeof QueueState>;

export const QueuePause = z.object({
  /** Shown to everybody as long as it lasts. */
  because: z.string().trim().max(300).default(''),
});

/** `ending`: it runs, was told to end, and does so within seconds. */
export const JobCancelled = z.object({ state: z.enum(['cancelled', 'ending']) });
export type JobCancelled = z.infer<typeof JobCancelled>;

const job = z.object({ id: z.string().max(18).regex(/^\d+$/u, 'is not the number of a job') });

export const jobRoutes = {
  listJobs: { ...show, path: '/api/v1/jobs', query: JobQuery, response: JobPage },
  /** An indexing is stopped also while it runs; its repository is paused then, and goes on from there when resumed. */
  cancelJob: { ...act, path: '/api/v1/jobs/:id/cancel', params: job, response: JobCancelled },
  /** Runs it again as soon as there is room. */
  retryJob: { ...act, path: '/api/v1/jobs/:id/retry', params: job, status: 204, response: Nothing },
  /** Before every other waiting one. */
  moveJobFirst: { ...act, path: '/api/v1/jobs/:id/first', params: job, status: 204, response: Nothing },
  showQueue: { ...show, path: '/api/v1/queue', response: QueueState },
  /** No job starts until it is resumed, also after a restart. */
  pauseQueue: { ...act, path: '/api/v1/queue/pause', request: QueuePause, status: 204, response: Nothing },
  resumeQueue: { ...act, path: '/api/v1/queue/resume', status: 204, response: Nothing },
} as const satisfies Readonly<Record<string, Route>>;
