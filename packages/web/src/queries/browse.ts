/** What pages ask about the inside of repositories. What is asked by a whole hash never changes. */

import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api } from '../api.ts';

/** A revision and a path at it; without a revision the default branch. */
export interface FileWanted {
  readonly revision?: string | undefined;
  readonly path: string;
}

/** Which commits; what is left out does not matter. */
export interface CommitsWanted {
  readonly revision?: string | undefined;
  readonly links?: 'all' | 'linked' | 'unlinked' | undefined;
  readonly author?: string | undefined;
}

/** Which text, and where. */
export interface CodeWanted {
  readonly text: string;
  readonly revision?: string | undefined;
  readonly folder?: string | undefined;
  readonly case?: 'any' | 'exact' | undefined;
}

/** Lines that one answer of blame is asked for. */
export const blameLines = 5000;

const wholeHash = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/u;

/** Branches and tags move, and what viewers are told of that is that issues changed; a whole hash stays. */
function placed(revision: string | undefined, ...key: readonly unknown[]) {
  const isFixed = revision !== undefined && wholeHash.test(revision);
  return isFixed
    ? { queryKey: ['browse', ...key, revision], staleTime: Infinity }
    : { queryKey: ['issues', 'browse', ...key, revision] };
}

const byCursor = {
  initialPageParam: '',
  getNextPageParam: (page: { readonly next: string | null }) => page.next ?? undefined,
} as const;

const after = (cursor: string) => (cursor === '' ? {} : { cursor });

export function browsedRepositoriesQuery(search: string) {
  return infiniteQueryOptions({
    queryKey: ['issues', 'browse', 'list', search],
    queryFn: ({ pageParam, signal }) =>
      api.listBrowsedRepositories({ query: { ...(search === '' ? {} : { search }), ...after(pageParam) } }, signal),
    ...byCursor,
    placeholderData: keepPreviousData,
  });
}

export function browsedRepositoryQuery(id: number) {
  return queryOptions({
    queryKey: ['issues', 'browse', id],
    queryFn: ({ signal }) => api.showBrowsedRepository({ params: { id } }, signal),
  });
}

export function folderQuery(id: number, { revision, path }: FileWanted) {
  return queryOptions({
    ...placed(revision, id, 'folder', path),
    queryFn: ({ signal }) =>
      api.showFolder({ params: { id }, query: { revision, ...(path === '' ? {} : { path }) } }, signal),
  });
}

export function fileQuery(id: number, { revision, path }: FileWanted) {
  return queryOptions({
    ...placed(revision, id, 'file', path),
    queryFn: ({ signal }) => api.showFile({ params: { id }, query: { revision, path } }, signal),
  });
}

/** @param first the line to begin with; `blameLines` of them are asked for */
export function blameQuery(id: number, { revision, path }: FileWanted, first: number) {
  return queryOptions({
    ...placed(revision, id, 'blame', path, first),
    queryFn: ({ signal }) =>
      api.showBlame({ params: { id }, query: { revision, path, first, last: first + blameLines - 1 } }, signal),
  });
}

export function fileHistoryQuery(id: number, { revision, path }: FileWanted) {
  return infiniteQueryOptions({
    ...placed(revision, id, 'history', path),
    queryFn: ({ pageParam, signal }) =>
      api.showFileHistory(
        { params: { id }, query: { revision, path, ...(pageParam === 0 ? {} : { skip: pageParam }) } },
        signal,
      ),
    initialPageParam: 0,
    getNextPageParam: ({ isCut, revisions }, _, skipped) => (isCut ? skipped + revisions.length : undefined),
  });
}

export function commitsQuery(id: number, { revision, links, author }: CommitsWanted) {
  return infiniteQueryOptions({
    ...placed(revision, id, 'commits', links, author),
    queryFn: ({ pageParam, signal }) =>
      api.listCommits({ params: { id }, query: { revision, links, author, ...after(pageParam) } }, signal),
    ...byCursor,
    placeholderData: keepPreviousData,
  });
}

export function branchesQuery(id: number, search: string | undefined) {
  return infiniteQueryOptions({
    queryKey: ['issues', 'browse', id, 'branches', search],
    queryFn: ({ pageParam, signal }) =>
      api.listBranches({ params: { id }, query: { search, ...after(pageParam) } }, signal),
    ...byCursor,
    placeholderData: keepPreviousData,
  });
}

export function tagsQuery(id: number, search: string | undefined) {
  return infiniteQueryOptions({
    queryKey: ['issues', 'browse', id, 'tags', search],
    queryFn: ({ pageParam, signal }) =>
      api.listTags({ params: { id }, query: { search, ...after(pageParam) } }, signal),
    ...byCursor,
    placeholderData: keepPreviousData,
  });
}

export function codeSearchQuery(id: number, { text, revision, folder, case: letters }: CodeWanted) {
  return queryOptions({
    ...placed(revision, id, 'search', 'code', text, folder, letters),
    queryFn: ({ signal }) =>
      api.searchCode({ params: { id }, query: { text, revision, folder, case: letters } }, signal),
    enabled: text !== '',
  });
}

export function pathSearchQuery(id: number, { text, revision }: CodeWanted) {
  return queryOptions({
    ...placed(revision, id, 'search', 'paths', text),
    queryFn: ({ signal }) => api.searchPaths({ params: { id }, query: { text, revision } }, signal),
    enabled: text !== '',
    placeholderData: keepPreviousData,
  });
}

export function messageSearchQuery(id: number, { text, revision }: CodeWanted) {
  return queryOptions({
    ...placed(revision, id, 'search', 'messages', text),
    queryFn: ({ signal }) => api.searchMessages({ params: { id }, query: { text, revision } }, signal),
    enabled: text !== '',
  });
}

/** Which of a project's commits. */
export interface ProjectCommitsWanted {
  readonly repository?: number | undefined;
  readonly author?: string | undefined;
}

export function projectCommitsQuery(key: string, { repository, author }: ProjectCommitsWanted) {
  return infiniteQueryOptions({
    queryKey: ['issues', 'project', key, repository, author],
    queryFn: ({ pageParam, signal }) =>
      api.listProjectCommits({ params: { key }, query: { repository, author, ...after(pageParam) } }, signal),
    ...byCursor,
    placeholderData: keepPreviousData,
  });
}
