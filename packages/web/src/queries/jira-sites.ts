/** What pages ask about Jira sites. */

import { queryOptions } from '@tanstack/react-query';
import { api } from '../api.ts';
import { isSending } from './moving.ts';
import { pace } from './pace.ts';

export const jiraSitesQuery = queryOptions({
  queryKey: ['jira-sites'],
  queryFn: ({ signal }) => api.listJiraSites({}, signal),
  refetchInterval: (query) =>
    query.state.data?.jiraSites.some((site) => isSending(site)) === true ? pace.moving : pace.still,
});

export function jiraSiteQuery(id: number) {
  return queryOptions({
    queryKey: ['jira-sites', id],
    queryFn: ({ signal }) => api.showJiraSite({ params: { id } }, signal),
    refetchInterval: (query) =>
      query.state.data !== undefined && isSending(query.state.data) ? pace.moving : pace.still,
  });
}

export function refusedQuery(id: number) {
  return queryOptions({
    queryKey: ['jira-sites', id, 'refused'],
    queryFn: ({ signal }) => api.listRefused({ params: { id } }, signal),
  });
}
