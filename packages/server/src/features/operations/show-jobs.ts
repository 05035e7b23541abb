/** Shows the queue: each job with why it waits, what its integration is paused for, and whether it can be cancelled. */

import { tellWait, unknownBudget, type IntegrationId } from '@branchline/domain';
import type { Clock } from '../../ports/clock.ts';
import type { JobLine, JobQuery } from '../../ports/job-control.ts';
import type { JobName } from '../../ports/jobs.ts';
import type { Tables } from '../../ports/store.ts';
import { credentialName } from '../integrations/connect.ts';
import { whyKept } from './control-jobs.ts';

export interface ShowJobsDeps {
  readonly store: Tables;
  readonly clock: Clock;
}

export interface JobShown {
  readonly line: JobLine;
  /** Why its integration is paused; undefined when it is not, or the job does not wait for that. */
  readonly pausedBecause: string | undefined;
  /** Until when the Git service makes it wait; undefined when it does not. */
  readonly requestsWaitUntil: Date | undefined;
  /** Why it cannot be cancelled; undefined when it can. */
  readonly keptBecause: string | undefined;
}

/** Jobs that ask a Git service's API, and so wait when it makes us wait. */
const asking: ReadonlySet<JobName> = new Set([
  'discover-repositories',
  'index-pull-requests',
  'look-at-checks',
  'set-up-webhooks',
  'check-integration',
]);

/** A page of the queue. */
export async function showJobs(
  { store, clock }: ShowJobsDeps,
  query: JobQuery,
): Promise<{ readonly jobs: readonly JobShown[]; readonly next: string | undefined }> {
  const { jobs, next } = await store.jobControl.page(query);
  const waiting = jobs.filter(({ waitsFor }) => waitsFor !== undefined);
  const ids = new Set(waiting.flatMap(({ integration }) => (integration === undefined ? [] : [integration.id])));
  const paused = await reasons(store, ids);
  const waits = ids.size === 0 ? new Map<IntegrationId, Date>() : await apiWaits(store, ids, clock.now());
  return {
    jobs: jobs.map((line) => {
      const id = line.integration?.id;
      const waitsForApi = line.waitsFor !== undefined && asking.has(line.name) && id !== undefined;
      return {
        line,
        pausedBecause: line.waitsFor === 'integration-paused' && id !== undefined ? paused.get(id) : undefined,
        requestsWaitUntil: waitsForApi ? waits.get(id) : undefined,
        keptBecause: whyKept(line),
      };
    }),
    next,
  };
}

async function reasons(store: Tables, ids: ReadonlySet<IntegrationId>): Promise<ReadonlyMap<IntegrationId, string>> {
  const integrations = ids.size === 0 ? [] : await store.integrations.list();
  return new Map(
    integrations.flatMap(({ id, pausedBecause }) =>
      ids.has(id) && pausedBecause !== undefined ? [[id, pausedBecause]] : [],
    ),
  );
}

async function apiWaits(
  store: Tables,
  ids: ReadonlySet<IntegrationId>,
  now: Date,
): Promise<ReadonlyMap<IntegrationId, Date>> {
  const budgets = new Map((await store.rateBudgets.list()).map((budget) => [budget.name, budget]));
  return new Map(
    [...ids].flatMap((id) => {
      const wait = tellWait(budgets.get(credentialName(id)) ?? unknownBudget, '', now);
      return wait === undefined ? [] : [[id, wait.until]];
    }),
  );
}
