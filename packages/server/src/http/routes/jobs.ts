/** The queue at the door: looking, cancelling, trying again, moving first, holding everything back. */

import { problemError } from '@branchline/contract';
import {
  cancelJob,
  moveJobFirst,
  retryJob,
  type ControlJobsDeps,
  type Kept,
} from '../../features/operations/control-jobs.ts';
import { holdQueue, releaseQueue } from '../../features/operations/hold-queue.ts';
import { showJobs, type ShowJobsDeps } from '../../features/operations/show-jobs.ts';
import type { JobName } from '../../ports/jobs.ts';
import type { Handlers } from '../mount-routes.ts';
import { presentJob } from '../present/job.ts';

export type JobHandlersDeps = ControlJobsDeps & ShowJobsDeps;

type Names = 'listJobs' | 'cancelJob' | 'retryJob' | 'moveJobFirst' | 'showQueue' | 'pauseQueue' | 'resumeQueue';

function noSuchJob() {
  return problemError({
    type: 'not-found',
    title: 'This job is not in the queue any more',
    status: 404,
    detail: 'It has ended, or somebody has cancelled it.',
    remedy: 'Look at the queue as it is now. What came of an indexing is on the page of its repository.',
  });
}

/** @throws ProblemError when it is not there, or is kept */
function settled<Outcome extends { readonly kind: string }>(
  outcome: Outcome | Kept | undefined,
): Exclude<Outcome, Kept> {
  if (outcome === undefined) throw noSuchJob();
  if (outcome.kind !== 'kept') return outcome as Exclude<Outcome, Kept>;
  throw problemError({
    type: 'conflict',
    title: 'This cannot be done with the job now',
    status: 409,
    detail: (outcome as Kept).because,
    remedy: 'Look at the queue as it is now.',
  });
}

export function jobHandlers(deps: JobHandlersDeps): Pick<Handlers, Names> {
  return {
    listJobs: async ({ query }) => {
      const { integration, repository, jiraSite, cursor, name, ...other } = query;
      const { jobs, next } = await showJobs(deps, {
        ...other,
        // A kind there is none of is nobody's.
        name: name as JobName | undefined,
        integrationId: integration,
        repositoryId: repository,
        jiraSiteId: jiraSite,
        after: cursor,
      });
      return { jobs: jobs.map(presentJob), next: next ?? null };
    },
    cancelJob: async ({ caller, params }) => {
      const { kind } = settled(await cancelJob(deps, caller.principal, params.id));
      return { state: kind };
    },
    retryJob: async ({ caller, params }) => {
      settled(await retryJob(deps, caller.principal, params.id));
    },
    moveJobFirst: async ({ caller, params }) => {
      settled(await moveJobFirst(deps, caller.principal, params.id));
    },
    showQueue: async () => {
      const [counts, held] = await Promise.all([deps.store.jobControl.counts(), deps.store.jobControl.held()]);
      const paused = held && { who: held.who ?? null, because: held.because, since: held.since.toISOString() };
      return { counts, paused: paused ?? null };
    },
    pauseQueue: async ({ caller, body }) => {
      await holdQueue(deps, caller.principal, body.because);
    },
    resumeQueue: async ({ caller }) => {
      await releaseQueue(deps, caller.principal);
    },
  };
}
