/** What pages ask about webhooks. */

import type { WebhookDelivery } from '@branchline/contract';
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { api } from '../api.ts';
import { pace } from './pace.ts';

/** Which lines of the log; what is left out does not matter. Moments as ISO texts. */
export interface DeliveriesWanted {
  readonly integration?: number | undefined;
  readonly repository?: number | undefined;
  readonly matched?: 'yes' | 'no' | undefined;
  readonly outcome?: WebhookDelivery['outcome'] | undefined;
  readonly event?: string | undefined;
  readonly since?: string | undefined;
  readonly until?: string | undefined;
  readonly search?: string | undefined;
}

export function deliveriesQuery(wanted: DeliveriesWanted) {
  return infiniteQueryOptions({
    queryKey: ['webhooks', 'deliveries', wanted],
    queryFn: ({ pageParam, signal }) =>
      api.listWebhookDeliveries({ query: { ...wanted, ...(pageParam === '' ? {} : { cursor: pageParam }) } }, signal),
    initialPageParam: '',
    getNextPageParam: (page) => page.next ?? undefined,
    refetchInterval: pace.still,
  });
}

/** How many a filter lets through. */
export function deliveryCountQuery(wanted: DeliveriesWanted) {
  return queryOptions({
    queryKey: ['webhooks', 'deliveries', 'count', wanted],
    queryFn: ({ signal }) => api.countWebhookDeliveries({ query: wanted }, signal),
    staleTime: 0,
  });
}

export function deliveryQuery(id: number) {
  return queryOptions({
    queryKey: ['webhooks', 'delivery', id],
    queryFn: ({ signal }) => api.showWebhookDelivery({ params: { id } }, signal),
    refetchInterval: (query) => (query.state.data?.outcome === 'waiting' ? pace.moving : pace.still),
  });
}

export const endpointsQuery = queryOptions({
  queryKey: ['webhooks', 'endpoints'],
  queryFn: ({ signal }) => api.listWebhookEndpoints({}, signal),
});
