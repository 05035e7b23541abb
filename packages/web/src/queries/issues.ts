/** What pages ask about issues. */

import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { api } from '../api.ts';
import { pace } from './pace.ts';

/** `search` is the beginning of a key; empty for all. */
export function issuesQuery(search: string) {
  return infiniteQueryOptions({
    queryKey: ['issues', search],
    queryFn: ({ pageParam, signal }) =>
      api.listIssues(
        { query: { ...(search === '' ? {} : { search }), ...(pageParam === '' ? {} : { cursor: pageParam }) } },
        signal,
      ),
    initialPageParam: '',
    getNextPageParam: (page) => page.next ?? undefined,
  });
}

export function issueQuery(key: string) {
  return queryOptions({
    queryKey: ['issues', key, 'development'],
    queryFn: ({ signal }) => api.showIssueDevelopment({ params: { key } }, signal),
    refetchInterval: (query) => ((query.state.data?.coverage.notYetIndexed ?? 0) > 0 ? 5000 : pace.still),
  });
}
