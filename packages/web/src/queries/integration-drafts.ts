/** What the wizard asks. */

import { queryOptions } from '@tanstack/react-query';
import { api } from '../api.ts';

/** Between two looks whether the list of a draft was broken off. */
const lookMilliseconds = 5000;

export const gitServicesQuery = queryOptions({
  queryKey: ['git-services'],
  queryFn: ({ signal }) => api.listGitServices({}, signal),
  staleTime: 60_000,
});

export const integrationDraftsQuery = queryOptions({
  queryKey: ['integration-drafts'],
  queryFn: ({ signal }) => api.listIntegrationDrafts({}, signal),
});

export function integrationDraftQuery(id: number) {
  return queryOptions({
    // Not among `integrations`: nothing that happens to others is news for it.
    queryKey: ['integration-drafts', id],
    queryFn: ({ signal }) => api.showIntegrationDraft({ params: { id } }, signal),
    refetchInterval: lookMilliseconds,
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
