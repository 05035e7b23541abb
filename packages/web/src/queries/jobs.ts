/** What pages ask about the queue. */

import type { Job } from '@branchline/contract';
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { api } from '../api.ts';
import { pace } from './pace.ts';

/** Which jobs. */
export interface JobsWanted {
  readonly search?: string | undefined;
  readonly state?: Job['state'] | undefined;
  readonly name?: string | undefined;
}

/** The queue moves all the time and tells nobody: it is looked at every few seconds while somebody looks. */
const lookMilliseconds = 3000;

export function jobsQuery(wanted: JobsWanted) {
  return infiniteQueryOptions({
    queryKey: ['jobs', 'list', wanted],
    queryFn: ({ pageParam, signal }) =>
      api.listJobs({ query: { ...wanted, ...(pageParam === '' ? {} : { cursor: pageParam }) } }, signal),
    initialPageParam: '',
    getNextPageParam: (page) => page.next ?? undefined,
    refetchInterval: lookMilliseconds,
  });
}

/** Counts, and whether everything is held back. */
export function queueQuery(watches: boolean) {
  return queryOptions({
    queryKey: ['jobs', 'queue'],
    queryFn: ({ signal }) => api.showQueue({}, signal),
    refetchInterval: watches ? lookMilliseconds : () => pace.still,
  });
}
