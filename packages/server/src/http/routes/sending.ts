/** What Jira was sent, at the door: taken back, sent again, held against what Jira has. */

import { problemError } from '@branchline/contract';
import type { JiraSiteId } from '@branchline/domain';
import { clearJiraSite, countClearing, liftClearing } from '../../features/development/clear-jira-site.ts';
import { sendDifferencesAgain } from '../../features/development/reconcile-jira-site.ts';
import type { Clock } from '../../ports/clock.ts';
import { addReconcileJob } from '../../ports/job-options.ts';
import type { Store } from '../../ports/store.ts';
import type { Clearing } from '../../ports/store/clearings.ts';
import type { Handlers } from '../mount-routes.ts';
import { placeNames, type PlaceNames } from '../present/place-names.ts';
import { notFound } from '../problems.ts';

export interface SendingHandlersDeps {
  readonly store: Store;
  readonly clock: Clock;
}

type Names =
  | 'listClearings'
  | 'previewClearing'
  | 'clearJiraSite'
  | 'liftClearing'
  | 'showReconciliation'
  | 'startReconciliation'
  | 'resendDifferences';

type ClearingNames = (clearing: Clearing) => PlaceNames;

function presentClearing(clearing: Clearing, namesOf: ClearingNames) {
  return {
    id: clearing.id,
    integrationId: clearing.integrationId ?? null,
    repositoryId: clearing.repositoryId ?? null,
    ...namesOf(clearing),
    askedAt: clearing.askedAt.toISOString(),
    finishedAt: clearing.finishedAt?.toISOString() ?? null,
    repositories: clearing.repositories,
    repositoriesDone: clearing.repositoriesDone,
    entries: clearing.entries,
    entriesDone: clearing.entriesDone,
    problem: clearing.problem ?? null,
  };
}

async function demandSite({ store }: SendingHandlersDeps, id: JiraSiteId) {
  const site = await store.jiraSites.get(id);
  if (site === undefined) throw notFound('Jira site');
  return site;
}

/** A paused site takes nothing back either. */
async function demandRunning(deps: SendingHandlersDeps, id: JiraSiteId): Promise<void> {
  const { pausedBecause } = await demandSite(deps, id);
  if (pausedBecause === undefined) return;
  throw problemError({
    type: 'conflict',
    title: 'Sending to this Jira site is paused',
    status: 409,
    detail: pausedBecause,
    remedy: 'Resume the site first: nothing can be asked of it or taken back from it while it is paused.',
  });
}

const liftingRefused = {
  'going-on': 'It is still being taken back. Wait until that is done, then lift it.',
  'within-another': 'A wider place was cleared too: the integration, or the whole site. Lift that.',
} as const;

async function lift({ store }: SendingHandlersDeps, jiraSiteId: JiraSiteId, clearingId: number) {
  const { outcome } = await liftClearing({ store }, { jiraSiteId, clearingId });
  if (outcome === 'unknown') throw notFound('clearing');
  if (outcome === 'lifted') return { queued: 1 };
  const remedy = liftingRefused[outcome];
  throw problemError({ type: 'conflict', title: 'The clearing cannot be lifted now', status: 409, remedy });
}

async function reconciliationOf({ store }: SendingHandlersDeps, id: JiraSiteId) {
  const found = await store.reconciliations.get(id);
  if (found === undefined) return { reconciliation: null };
  const differences = await Promise.all(
    found.differences.map(async (difference) => ({
      ...difference,
      repositoryName: (await store.repositories.get(difference.repositoryId))?.name ?? '',
    })),
  );
  return { reconciliation: { ...found, at: found.at.toISOString(), differences } };
}

export function sendingHandlers(deps: SendingHandlersDeps): Pick<Handlers, Names> {
  return {
    listClearings: async ({ params }) => {
      await demandSite(deps, params.id);
      const clearings = await deps.store.clearings.list(params.id);
      const namesOf = await placeNames(deps.store, clearings);
      return { clearings: clearings.map((clearing) => presentClearing(clearing, namesOf)) };
    },
    clearJiraSite: async ({ params, body }) => {
      await demandRunning(deps, params.id);
      const begun = await clearJiraSite(deps, {
        jiraSiteId: params.id,
        integrationId: body.integrationId ?? undefined,
        repositoryId: body.repositoryId ?? undefined,
      });
      if (begun.outcome === 'unknown-place') throw notFound('Jira site, integration or repository');
      return presentClearing(begun.clearing, await placeNames(deps.store, [begun.clearing]));
    },
    previewClearing: async ({ params, query }) => {
      const { integrationId, repositoryId } = query;
      const counted = await countClearing(deps, { jiraSiteId: params.id, integrationId, repositoryId });
      if (counted === undefined) throw notFound('Jira site, integration or repository');
      return { ...counted };
    },
    liftClearing: ({ params }) => lift(deps, params.id, params.clearing),
    showReconciliation: async ({ params }) => {
      await demandSite(deps, params.id);
      return reconciliationOf(deps, params.id);
    },
    startReconciliation: async ({ params }) => {
      await demandRunning(deps, params.id);
      await addReconcileJob(deps.store.jobs, params.id, 'person');
      return { queued: 1 };
    },
    resendDifferences: async ({ params }) => {
      const queued = await sendDifferencesAgain(deps, params.id);
      if (queued === undefined) throw notFound('Jira site');
      return { queued };
    },
  };
}
