/** Integrations at the door: connect, pause, reindex, disconnect. */

import type { Integration, IntegrationId } from '@branchline/domain';
import { reindexIntegration } from '../../features/indexing/request-indexing.ts';
import { addIntegration, type AddIntegrationDeps } from '../../features/integrations/add-integration.ts';
import {
  describeRemoval,
  removeIntegration,
  type RemovalReport,
} from '../../features/integrations/remove-integration.ts';
import { pauseIntegration, resumeIntegration } from '../../features/repositories/control-repository.ts';
import { integrationViews } from '../../features/repositories/repository-views.ts';
import type { Handlers } from '../mount-routes.ts';
import { presentIntegration } from '../present/repository.ts';
import { notFound } from '../problems.ts';

export type IntegrationHandlersDeps = AddIntegrationDeps;

type Names =
  | 'listIntegrations'
  | 'addIntegration'
  | 'showIntegration'
  | 'pauseIntegration'
  | 'resumeIntegration'
  | 'reindexIntegration'
  | 'previewIntegrationRemoval'
  | 'removeIntegration';

function presentRemoval(report: RemovalReport) {
  const { repositories, linkedCommits, linkedBranches, jiraSites } = report;
  return {
    repositories,
    linkedCommits,
    linkedBranches,
    jiraSites: jiraSites.map(({ site, entries }) => ({ id: site.id, name: site.name, entries })),
  };
}

/** How people call an integration that nobody named: the last part of its address. */
function nameFrom(cloneUrl: string): string {
  const last =
    cloneUrl
      .replace(/[/\\]+$/, '')
      .split(/[/:\\]/)
      .at(-1) ?? '';
  return last.replace(/\.git$/, '') || cloneUrl;
}

export function integrationHandlers(deps: IntegrationHandlersDeps): Pick<Handlers, Names> {
  function titleOf(integration: Integration): string {
    return deps.connectors.get(integration.connector)?.title ?? integration.connector;
  }
  async function summaries() {
    const views = await integrationViews(deps.store);
    return views.map((view) => presentIntegration(view, titleOf(view.integration)));
  }
  async function summaryOf(id: IntegrationId) {
    const summary = (await summaries()).find((each) => each.id === id);
    if (summary === undefined) throw notFound('integration');
    return summary;
  }
  return {
    listIntegrations: async () => ({ integrations: await summaries() }),
    addIntegration: async ({ body }) => {
      const name = body.name ?? nameFrom(body.settings.cloneUrl);
      const integration = await addIntegration(deps, { ...body, name });
      return summaryOf(integration.id);
    },
    showIntegration: async ({ params }) => summaryOf(params.id),
    pauseIntegration: async ({ params }) => {
      if (!(await pauseIntegration(deps, params.id, 'Paused by a person.'))) throw notFound('integration');
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
    removeIntegration: async ({ params }) => {
      const report = await removeIntegration(deps, params.id);
      if (report === undefined) throw notFound('integration');
      return presentRemoval(report);
    },
  };
}
