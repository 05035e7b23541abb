/** What pages ask about integrations and credentials. */

import { queryOptions } from '@tanstack/react-query';
import { api } from '../api.ts';

export function removalQuery(integrationId: number) {
  return queryOptions({
    queryKey: ['integrations', integrationId, 'removal'],
    queryFn: ({ signal }) => api.previewIntegrationRemoval({ params: { id: integrationId } }, signal),
  });
}

/** A credential that came through a browser; it does not change while somebody looks at it. */
export function pendingQuery(id: string) {
  return queryOptions({
    queryKey: ['pending', id],
    queryFn: ({ signal }) => api.showPendingCredential({ params: { id } }, signal),
    staleTime: Infinity,
  });
}
