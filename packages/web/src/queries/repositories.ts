/** What pages ask about repositories. */

import type { IndexRun, RepositorySettings, RepositorySummary } from '@branchline/contract';
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { api } from '../api.ts';
import { anyMoves } from './moving.ts';
import { pace } from './pace.ts';

export const repositorySorts = ['name', 'state', 'changed', 'commits'] as const;

/** Which repositories; what is left out does not matter. */
export interface RepositoriesWanted {
  /** Part of a name. */
  readonly search?: string | undefined;
  readonly state?: RepositorySummary['state'] | undefined;
  readonly integration?: number | undefined;
  readonly remote?: RepositorySummary['remoteState'] | undefined;
  readonly association?: 'own' | 'inherited' | undefined;
  readonly sort?: (typeof repositorySorts)[number] | undefined;
  readonly order?: 'ascending' | 'descending' | undefined;
}

export function repositoriesQuery(wanted: RepositoriesWanted) {
  return infiniteQueryOptions({
    queryKey: ['repositories', 'list', wanted],
    queryFn: ({ pageParam, signal }) =>
      api.listRepositories({ query: { ...wanted, ...(pageParam === 0 ? {} : { after: pageParam }) } }, signal),
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

/** Which lines of the index log. */
export interface RunsWanted {
  readonly about?: IndexRun['about'] | undefined;
  readonly outcome?: NonNullable<IndexRun['outcome']> | undefined;
}

export function indexRunsQuery(id: number, wanted: RunsWanted) {
  return infiniteQueryOptions({
    queryKey: ['repositories', id, 'runs', wanted],
    queryFn: ({ pageParam, signal }) =>
      api.listIndexRuns(
        { params: { id }, query: { ...wanted, ...(pageParam === '' ? {} : { cursor: pageParam }) } },
        signal,
      ),
    initialPageParam: '',
    getNextPageParam: (page) => page.next ?? undefined,
    refetchInterval: pace.still,
  });
}

export function repositorySettingsQuery(id: number) {
  return queryOptions({
    queryKey: ['repositories', id, 'settings'],
    queryFn: ({ signal }) => api.showRepositorySettings({ params: { id } }, signal),
  });
}

/** What settings would come to. */
export function settingsPreviewQuery(id: number, settings: RepositorySettings) {
  return queryOptions({
    queryKey: ['repositories', id, 'settings', 'preview', settings],
    queryFn: ({ signal }) => api.previewRepositorySettings({ params: { id }, body: settings }, signal),
  });
}
