/** What pages ask about issues. */

import type { DiffOptions, FileInCommit } from '@branchline/issue-panel';
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { api } from '../api.ts';
import { pace } from './pace.ts';

/** Whether sub-tasks and the issues of an epic are in it, too. */
export type IssueScope = 'issue' | 'children';

function asked(key: string, scope: IssueScope) {
  return { params: { key }, ...(scope === 'issue' ? {} : { query: { include: scope } }) };
}

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

export function issueQuery(key: string, scope: IssueScope) {
  return queryOptions({
    queryKey: ['issues', key, 'development', scope],
    queryFn: ({ signal }) => api.showIssueDevelopment(asked(key, scope), signal),
    refetchInterval: (query) => ((query.state.data?.coverage.notYetIndexed ?? 0) > 0 ? 5000 : pace.still),
    // What is shown of the issue alone stays while its children are asked for, and the other way round.
    placeholderData: (before, query) => (query?.queryKey[1] === key ? before : undefined),
  });
}

export function rollUpQuery(key: string, scope: IssueScope) {
  return queryOptions({
    queryKey: ['issues', key, 'roll-up', scope],
    queryFn: ({ signal }) => api.showIssueRollUp(asked(key, scope), signal),
    refetchInterval: () => pace.still,
  });
}

export function shippingQuery(key: string, scope: IssueScope) {
  return queryOptions({
    queryKey: ['issues', key, 'shipped', scope],
    queryFn: ({ signal }) => api.showIssueShipping(asked(key, scope), signal),
    refetchInterval: () => pace.still,
  });
}

/** Commits do not change: what was asked once stays true. */
export function issueDiffQuery(
  key: string,
  repository: number,
  hash: string,
  file: FileInCommit,
  options: DiffOptions,
) {
  const { path, previousPath } = file;
  return queryOptions({
    queryKey: ['issue-diff', key, repository, hash, path, previousPath, options],
    queryFn: ({ signal }) =>
      api.showIssueFileDiff(
        {
          params: { key, repository, hash },
          query: { path, ...(previousPath === null ? {} : { previousPath }), ...options },
        },
        signal,
      ),
    staleTime: Infinity,
  });
}
