/** What pages ask about settings. */

import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { api } from '../api.ts';

export const settingsQuery = queryOptions({
  queryKey: ['settings'],
  queryFn: ({ signal }) => api.showSettings({}, signal),
});

export const branchNamesQuery = queryOptions({
  queryKey: ['settings', 'branch-names'],
  queryFn: ({ signal }) => api.showBranchNames({}, signal),
});

export const retentionQuery = queryOptions({
  queryKey: ['settings', 'retention'],
  queryFn: ({ signal }) => api.showRetention({}, signal),
});

export const mailQuery = queryOptions({
  queryKey: ['settings', 'mail'],
  queryFn: ({ signal }) => api.showMailSettings({}, signal),
});

/** Which projects are listed. */
export interface ProjectFilter {
  readonly search: string;
  readonly onlySet: boolean;
}

export function projectSettingsQuery(id: number, { search, onlySet }: ProjectFilter) {
  return infiniteQueryOptions({
    queryKey: ['settings', 'projects', id, search, onlySet],
    queryFn: ({ pageParam, signal }) =>
      api.listProjectSettings(
        { params: { id }, query: { search, onlySet: onlySet ? 'yes' : 'no', after: pageParam ?? undefined } },
        signal,
      ),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
  });
}

export function oneProjectQuery(id: number, project: string) {
  return queryOptions({
    queryKey: ['settings', 'project', id, project],
    queryFn: ({ signal }) => api.showProjectSettings({ params: { id, project } }, signal),
  });
}
