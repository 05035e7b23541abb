/** What the tabs of a Jira site ask. */

import type { IntegrationList } from '@branchline/contract';
import { queryOptions } from '@tanstack/react-query';
import { api } from '../api.ts';
import { pace } from './pace.ts';

/** A site, an integration or a repository that may be cleared. */
export interface PlaceToClear {
  readonly integrationId?: number;
  readonly repositoryId?: number;
}

/** What was taken back, and how far that is. */
export function clearingsQuery(id: number) {
  return queryOptions({
    queryKey: ['jira-sites', id, 'clearings'],
    queryFn: ({ signal }) => api.listClearings({ params: { id } }, signal),
    refetchInterval: (query) =>
      query.state.data?.clearings.some(({ finishedAt }) => finishedAt === null) === true ? pace.moving : pace.still,
  });
}

/** What clearing a place would take back. */
export function clearingPreviewQuery(id: number, place: PlaceToClear) {
  return queryOptions({
    queryKey: ['jira-sites', id, 'clearings', 'preview', place],
    queryFn: ({ signal }) => api.previewClearing({ params: { id }, query: place }, signal),
  });
}

export function reconciliationQuery(id: number) {
  return queryOptions({
    queryKey: ['jira-sites', id, 'reconciliation'],
    queryFn: ({ signal }) => api.showReconciliation({ params: { id } }, signal),
    refetchInterval: pace.still,
  });
}

export function forgeQuery(id: number) {
  return queryOptions({
    queryKey: ['jira-sites', id, 'forge'],
    queryFn: ({ signal }) => api.showForge({ params: { id } }, signal),
    refetchInterval: pace.still,
  });
}

export function jiraWebhookQuery(id: number) {
  return queryOptions({
    queryKey: ['jira-sites', id, 'webhook'],
    queryFn: ({ signal }) => api.showJiraWebhook({ params: { id } }, signal),
    refetchInterval: pace.still,
  });
}

/** A few repositories by a part of their name. */
export function foundRepositoriesQuery(search: string) {
  return queryOptions({
    queryKey: ['repositories', 'found', search],
    queryFn: ({ signal }) => api.listRepositories({ query: { search, limit: 20 } }, signal),
  });
}

/** All of them: whoever chooses one sees them in one list. */
async function allIntegrations(signal: AbortSignal) {
  const integrations: IntegrationList['integrations'] = [];
  for (let after: number | null | undefined; after !== null;) {
    const query = { limit: 200, ...(after === undefined ? {} : { after }) };
    const page = await api.listIntegrations({ query }, signal);
    integrations.push(...page.integrations);
    after = page.next;
  }
  return { integrations };
}

/** Integrations by name. */
export const integrationNamesQuery = queryOptions({
  queryKey: ['integrations', 'names'],
  queryFn: ({ signal }) => allIntegrations(signal),
});
