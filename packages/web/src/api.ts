/** What pages ask the server, with the keys under which answers are kept and the rules for asking again. */

import { createClient, isProblemError } from '@branchline/contract';
import type { Client, Overview, Problem, RepositorySummary } from '@branchline/contract';
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';

/** Looks up `fetch` at each call, so that tests can put theirs in its place. */
export const api: Client = createClient({ baseUrl: '', fetch: (url, init) => fetch(url, init) });

/** An integration without repositories is new for so long. */
const listingMilliseconds = 10 * 60_000;

/** Milliseconds between two looks while something moves, and while nothing does. */
const pace = { moving: 1000, still: 15_000 } as const;

export const overviewQuery = queryOptions({
  queryKey: ['overview'],
  queryFn: ({ signal }) => api.showOverview({}, signal),
  refetchInterval: (query) => (overviewMoves(query.state.data) ? pace.moving : pace.still),
});

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

export function removalQuery(integrationId: number) {
  return queryOptions({
    queryKey: ['removal', integrationId],
    queryFn: ({ signal }) => api.previewIntegrationRemoval({ params: { id: integrationId } }, signal),
  });
}

/** A credential that came through a browser; it does not change while somebody looks at it. */
export function pendingQuery(id: string) {
  return queryOptions({
    queryKey: ['pending', id],
    queryFn: ({ signal }) => api.showPendingCredential({ params: { id } }, signal),
    staleTime: Infinity,
  });
}

/** Other ways of signing in than ours; they change seldom. */
export const signInWaysQuery = queryOptions({
  queryKey: ['sign-in-ways'],
  queryFn: ({ signal }) => api.listSignInWays({}, signal),
  staleTime: 60_000,
});

/** For whom a link is; it is good once, so the answer is not asked for again. */
export function passwordLinkQuery(token: string) {
  return queryOptions({
    queryKey: ['password-links', token],
    queryFn: ({ signal }) => api.showPasswordLink({ params: { token } }, signal),
    staleTime: Infinity,
  });
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

export function issueQuery(key: string) {
  return queryOptions({
    queryKey: ['issues', key, 'development'],
    queryFn: ({ signal }) => api.showIssueDevelopment({ params: { key } }, signal),
    refetchInterval: (query) => ((query.state.data?.coverage.notYetIndexed ?? 0) > 0 ? 5000 : pace.still),
  });
}

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

function anyMoves(repositories: readonly RepositorySummary[] = []): boolean {
  return repositories.some((repository) => repository.state === 'waiting' || repository.state === 'indexing');
}

function isSending(site: Overview['jiraSites'][number]): boolean {
  return site.sending.waiting > 0 && site.sending.pausedBecause === null;
}

/** Its list is most likely still on its way; one that stays empty is not asked about every second for ever. */
function isListing({ repositories, addedAt }: Overview['integrations'][number]): boolean {
  return repositories.length === 0 && Date.now() - Date.parse(addedAt) < listingMilliseconds;
}

function overviewMoves(overview: Overview | undefined): boolean {
  if (overview === undefined) return false;
  return (
    overview.integrations.some((each) => anyMoves(each.repositories) || isListing(each)) ||
    overview.jiraSites.some(isSending)
  );
}

/** What a query or action ran into, as a problem that can be shown; a defect of ours becomes one too. */
export function problemOf(error: unknown): Problem {
  if (isProblemError(error)) return error.problem;
  return {
    type: 'defect',
    title: 'This page has a defect',
    status: 0,
    detail: String(error),
    remedy: 'Reload the page. If it happens again, please report it with the details below.',
  };
}
