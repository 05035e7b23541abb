/** What pages ask about changes: of one commit, between two revisions, and the lines of one file. */

import type { FileChangeView } from '@branchline/contract';
import type { DiffQuestion } from '@branchline/issue-panel';
import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api } from '../api.ts';

/** Links, branches and tags of a commit change; the commit itself does not. */
export function commitQuery(id: number, revision: string) {
  return queryOptions({
    queryKey: ['issues', 'browse', id, 'commit', revision],
    queryFn: ({ signal }) => api.showCommit({ params: { id }, query: { revision } }, signal),
  });
}

/** Two names of revisions, and from where the changes of the second are counted. */
export interface RevisionsWanted {
  readonly base: string;
  readonly revision: string;
  readonly from: 'merge-base' | 'base';
}

export function changesQuery(id: number, { base, revision, from }: RevisionsWanted) {
  return queryOptions({
    queryKey: ['issues', 'browse', id, 'changes', base, revision, from],
    queryFn: ({ signal }) => api.showChanges({ params: { id }, query: { base, revision, from } }, signal),
  });
}

export function comparisonQuery(id: number, { base, revision }: Pick<RevisionsWanted, 'base' | 'revision'>) {
  return infiniteQueryOptions({
    queryKey: ['issues', 'browse', id, 'compare', base, revision],
    queryFn: ({ pageParam, signal }) =>
      api.compareRevisions(
        { params: { id }, query: { base, revision, ...(pageParam === '' ? {} : { cursor: pageParam }) } },
        signal,
      ),
    initialPageParam: '',
    getNextPageParam: (page) => page.next ?? undefined,
    placeholderData: keepPreviousData,
    enabled: base !== '' && revision !== '',
  });
}

/** Between which two commits, by their whole hashes; without a base, what the one commit changed. */
export interface DiffWanted {
  readonly base: string | undefined;
  readonly revision: string;
}

/** Never asked twice: commits do not change. */
export function fileDiffQuery(
  id: number,
  { base, revision }: DiffWanted,
  { path, previousPath }: Pick<FileChangeView, 'path' | 'previousPath'>,
  { whitespace, context }: DiffQuestion,
) {
  return queryOptions({
    queryKey: ['browse', id, 'diff', base, revision, path, previousPath, whitespace, context],
    queryFn: ({ signal }) =>
      api.showFileDiff(
        {
          params: { id },
          query: {
            revision,
            ...(base === undefined ? {} : { base, from: 'base' as const }),
            path,
            ...(previousPath === null ? {} : { previousPath }),
            whitespace,
            context,
          },
        },
        signal,
      ),
    staleTime: Infinity,
    // Lines are many: what is out of sight for a while is read again.
    gcTime: 60_000,
  });
}
