/** What pages ask before something is done from an issue. */

import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api } from '../api.ts';

/** What a repository is wanted for. */
export type RepositoryUse = 'create-branch' | 'create-pull-request';

/** @param search part of a name; empty for those that come first */
export function actionRepositoriesQuery(key: string, action: RepositoryUse, search: string) {
  return queryOptions({
    queryKey: ['issues', key, 'action-repositories', action, search],
    queryFn: ({ signal }) =>
      api.listRepositoriesForAction(
        { params: { key }, query: { action, ...(search === '' ? {} : { search }) } },
        signal,
      ),
    placeholderData: keepPreviousData,
  });
}

/** Whether something can be done in this one, and as whom. */
export function actionRepositoryQuery(key: string, action: RepositoryUse, repository: number) {
  return queryOptions({
    queryKey: ['issues', key, 'action-repository', action, repository],
    queryFn: ({ signal }) => api.listRepositoriesForAction({ params: { key }, query: { action, repository } }, signal),
  });
}

export function sourceBranchesQuery(key: string, repository: number, search: string) {
  return queryOptions({
    queryKey: ['issues', key, 'source-branches', repository, search],
    queryFn: ({ signal }) =>
      api.listSourceBranches({ params: { key, repository }, ...(search === '' ? {} : { query: { search } }) }, signal),
    placeholderData: (before, query) => (query?.queryKey[3] === repository ? before : undefined),
  });
}

/** @param from where the branch is to start; empty: where the server thinks best */
export function branchProposalQuery(key: string, repository: number, from: string) {
  return queryOptions({
    queryKey: ['issues', key, 'branch-proposal', repository, from],
    queryFn: ({ signal }) =>
      api.proposeBranch({ params: { key, repository }, ...(from === '' ? {} : { query: { from } }) }, signal),
    placeholderData: (before, query) => (query?.queryKey[3] === repository ? before : undefined),
  });
}

/** What the service's own rules make of the name; those of the name before stand until they are there. */
export function branchNameCheckQuery(key: string, repository: number, name: string) {
  return queryOptions({
    queryKey: ['issues', key, 'branch-name-check', repository, name],
    queryFn: ({ signal }) => api.checkBranchName({ params: { key, repository }, query: { name } }, signal),
    placeholderData: (before, query) => (query?.queryKey[3] === repository ? before : undefined),
  });
}

/** @param source empty where the server is to choose, and so is `target` */
export function pullRequestProposalQuery(key: string, repository: number, source: string, target: string) {
  return queryOptions({
    queryKey: ['issues', key, 'pull-request-proposal', repository, source, target],
    queryFn: ({ signal }) =>
      api.proposePullRequest(
        {
          params: { key, repository },
          query: { ...(source === '' ? {} : { source }), ...(target === '' ? {} : { target }) },
        },
        signal,
      ),
    placeholderData: (before, query) => (query?.queryKey[3] === repository ? before : undefined),
  });
}

export function reviewersQuery(key: string, repository: number, search: string) {
  return queryOptions({
    queryKey: ['issues', key, 'reviewers', repository, search],
    queryFn: ({ signal }) =>
      api.findReviewers({ params: { key, repository }, ...(search === '' ? {} : { query: { search } }) }, signal),
    placeholderData: (before, query) => (query?.queryKey[3] === repository ? before : undefined),
  });
}

export function startWorkQuery(key: string) {
  return queryOptions({
    queryKey: ['issues', key, 'start-work'],
    queryFn: ({ signal }) => api.proposeStartingWork({ params: { key } }, signal),
  });
}
