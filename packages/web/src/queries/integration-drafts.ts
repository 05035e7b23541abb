/** What the wizard asks. */

import { queryOptions } from '@tanstack/react-query';
import { api } from '../api.ts';
import { pace } from './pace.ts';

export const gitServicesQuery = queryOptions({
  queryKey: ['git-services'],
  queryFn: ({ signal }) => api.listGitServices({}, signal),
  staleTime: 60_000,
});

export const integrationDraftsQuery = queryOptions({
  queryKey: ['integrations', 'drafts'],
  queryFn: ({ signal }) => api.listIntegrationDrafts({}, signal),
});

export function integrationDraftQuery(id: number) {
  return queryOptions({
    queryKey: ['integrations', 'drafts', id],
    queryFn: ({ signal }) => api.showIntegrationDraft({ params: { id } }, signal),
    refetchInterval: pace.still,
  });
}

/** Who has installed an app of ours; the service is asked. */
export function installationsQuery(appId: number) {
  return queryOptions({
    queryKey: ['app-installations', appId],
    queryFn: ({ signal }) => api.listAppInstallations({ params: { id: appId } }, signal),
    staleTime: 10_000,
  });
}
