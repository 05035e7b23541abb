/** Integrations at the door: connect, pause, reindex, disconnect. */

import type { Integration, IntegrationId } from '@branchline/domain';
import { reindexIntegration } from '../../features/indexing/request-indexing.ts';
import {
  describeRemoval,
  removeIntegration,
  type RemovalReport,
  type RemoveIntegrationDeps,
} from '../../features/integrations/remove-integration.ts';
import { pauseIntegration, resumeIntegration } from '../../features/repositories/control-repository.ts';
import { integrationViews } from '../../features/repositories/repository-views.ts';
import type { GitServiceConnector } from '../../ports/git-service.ts';
import type { Handlers } from '../mount-routes.ts';
import { presentListed } from '../present/listed-integration.ts';
import { presentIntegration } from '../present/repository.ts';
import { notFound } from '../problems.ts';

export interface IntegrationHandlersDeps extends RemoveIntegrationDeps {
  readonly connectors: ReadonlyMap<string, GitServiceConnector>;
}

type Names =
  | 'listIntegrations'
  | 'showIntegration'
  | 'pauseIntegration'
  | 'resumeIntegration'
  | 'reindexIntegration'
  | 'previewIntegrationRemoval'
  | 'removeIntegration';

function presentRemoval(report: RemovalReport) {
  const { repositories, linkedCommits, linkedBranches, linkedPullRequests, webhooks, jiraSites } = report;
  return {
    repositories,
    linkedCommits,
    linkedBranches,
    linkedPullRequests,
    webhooks,
    jiraSites: jiraSites.map(({ site, entries }) => ({ id: site.id, name: site.name, entries })),
  };
}

export function integrationHandlers(deps: IntegrationHandlersDeps): Pick<Handlers, Names> {
  function titleOf(integration: Integration): string {
    return deps.connectors.get(integration.connector)?.title ?? integration.connector;
  }
  async function summaryOf(id: IntegrationId) {
    const [view] = await integrationViews(deps.store, { ids: [id] });
    if (view === undefined) throw notFound('integration');
    return presentIntegration(view, titleOf(view.integration), deps.clock.now());
  }
  return {
    listIntegrations: async ({ query }) => {
      const { search, service, state, attention, sort, order, after, limit } = query;
      const { integrations, next } = await deps.store.integrations.page({
        search,
        connector: service,
        state,
        sort,
        after,
        limit,
        needsCare: attention === undefined ? undefined : attention === 'yes',
        isDescending: order === 'descending',
      });
      const budgets = await deps.store.rateBudgets.list();
      const now = deps.clock.now();
      return {
        integrations: integrations.map((listed) =>
          presentListed(listed, deps.connectors.get(listed.integration.connector), budgets, now),
        ),
        next: next ?? null,
      };
    },
    showIntegration: async ({ params }) => summaryOf(params.id),
    pauseIntegration: async ({ params, body }) => {
      const because = body.because === '' ? 'Paused by a person.' : body.because;
      if (!(await pauseIntegration(deps, params.id, because))) throw notFound('integration');
    },
    resumeIntegration: async ({ params }) => {
      if (!(await resumeIntegration(deps, params.id))) throw notFound('integration');
    },
    reindexIntegration: async ({ params }) => {
      const queued = await reindexIntegration(deps, params.id);
      if (queued === undefined) throw notFound('integration');
      return { queued };
    },
    previewIntegrationRemoval: async ({ params }) => {
      const report = await describeRemoval(deps, params.id);
      if (report === undefined) throw notFound('integration');
      return presentRemoval(report);
    },
    removeIntegration: async ({ params, query }) => {
      const report = await removeIntegration(deps, params.id, { keepsInJira: query.keepsInJira === 'yes' });
      if (report === undefined) throw notFound('integration');
      return presentRemoval(report);
    },
  };
}
