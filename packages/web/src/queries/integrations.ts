/** What pages ask about integrations and credentials. */

import type { IntegrationLine } from '@branchline/contract';
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { api } from '../api.ts';
import { anyMoves } from './moving.ts';
import { pace } from './pace.ts';

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

/** Which integrations: as the address says it, each checked where it is used. */
export interface IntegrationsWanted {
  readonly search?: string | undefined;
  readonly service?: string | undefined;
  readonly state?: IntegrationLine['state'] | undefined;
  readonly attention?: 'yes' | 'no' | undefined;
  readonly sort?: IntegrationSort | undefined;
  readonly order?: 'descending' | undefined;
}

export const integrationSorts = ['name', 'service', 'state', 'repositories', 'indexed', 'added'] as const;
export type IntegrationSort = (typeof integrationSorts)[number];

/** A list of integrations, page by page. */
export function integrationsQuery(wanted: IntegrationsWanted) {
  return infiniteQueryOptions({
    queryKey: ['integrations', 'list', wanted],
    queryFn: ({ pageParam, signal }) =>
      api.listIntegrations({ query: { ...wanted, ...(pageParam === 0 ? {} : { after: pageParam }) } }, signal),
    initialPageParam: 0,
    getNextPageParam: (page) => page.next ?? undefined,
    refetchInterval: (query) => {
      const lines = query.state.data?.pages.flatMap((page) => page.integrations) ?? [];
      return lines.some(({ state }) => state === 'indexing') ? pace.moving : pace.still;
    },
  });
}

/** One integration with its notable repositories. */
export function integrationQuery(id: number) {
  return queryOptions({
    queryKey: ['integrations', id],
    queryFn: ({ signal }) => api.showIntegration({ params: { id } }, signal),
    refetchInterval: (query) => (anyMoves(query.state.data?.repositories) ? pace.moving : pace.still),
  });
}

/** Its webhooks at the service, and the steps by hand. */
export function integrationWebhooksQuery(id: number) {
  return queryOptions({
    queryKey: ['integrations', id, 'webhooks'],
    queryFn: ({ signal }) => api.showIntegrationWebhooks({ params: { id } }, signal),
  });
}

/** What Git services still allow; counts move by themselves and no event tells of them. */
export const budgetsQuery = queryOptions({
  queryKey: ['integrations', 'budgets'],
  queryFn: ({ signal }) => api.listBudgets({}, signal),
  refetchInterval: 15_000,
});

/** Tries its credential at the service each time somebody wants to know; what was said stays until then. */
export function integrationCheckQuery(id: number) {
  return queryOptions({
    queryKey: ['integration-check', id],
    queryFn: ({ signal }) => api.checkIntegration({ params: { id } }, signal),
    staleTime: 0,
    gcTime: 0,
    refetchOnWindowFocus: false,
  });
}
