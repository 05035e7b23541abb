/** What pages ask about repositories. */

import type { RepositorySummary } from '@branchline/contract';
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { api } from '../api.ts';
import { anyMoves } from './moving.ts';
import { pace } from './pace.ts';

/** Which repositories: part of a name, empty for all, and a state. */
export interface RepositoriesWanted {
  readonly search: string;
  readonly state: RepositorySummary['state'] | undefined;
}

export function repositoriesQuery({ search, state }: RepositoriesWanted) {
  return infiniteQueryOptions({
    queryKey: ['repositories', search, state ?? 'all'],
    queryFn: ({ pageParam, signal }) =>
      api.listRepositories(
        { query: { ...(search === '' ? {} : { search }), state, ...(pageParam === 0 ? {} : { after: pageParam }) } },
        signal,
      ),
    initialPageParam: 0,
    getNextPageParam: (page) => page.next ?? undefined,
    refetchInterval: (query) =>
      anyMoves(query.state.data?.pages.flatMap((page) => page.repositories)) ? pace.moving : pace.still,
  });
}

export function repositoryQuery(id: number) {
  return queryOptions({
    queryKey: ['repositories', id],
    queryFn: ({ signal }) => api.showRepository({ params: { id } }, signal),
    refetchInterval: (query) => {
      const repository = query.state.data;
      return anyMoves(repository === undefined ? [] : [repository]) ? pace.moving : pace.still;
    },
  });
}
