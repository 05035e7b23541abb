/** What pages ask about the repositories of an integration to choose from. */

import type { ListedRepository, ResponseOf } from '@branchline/contract';
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api } from '../api.ts';
import { pace } from './pace.ts';

/** Entries asked for at once: as many as the server gives. */
const portion = 2000;

type ChoiceState = ResponseOf<'showRepositoryChoice'>;

export function repositoryChoiceQuery(integrationId: number) {
  return queryOptions({
    queryKey: ['integrations', integrationId, 'repository-choice'],
    queryFn: ({ signal }) => api.showRepositoryChoice({ params: { id: integrationId } }, signal),
    refetchInterval: (query) => (query.state.data?.walk?.isFinished === true ? pace.still : pace.moving),
  });
}

/**
 * All entries, in the order of their owners and names. They are asked for anew when the walk has come half as far again,
 * and at its end, so that a long list is not sent again with each page.
 */
export function listedRepositoriesQuery(integrationId: number, walk: ChoiceState['walk']) {
  return queryOptions({
    // Not among `integrations`: a walk changes these with each page, and then everything would be sent each time.
    queryKey: ['listed-repositories', integrationId, stageOf(walk)],
    queryFn: ({ signal }) => everyListed(integrationId, signal),
    placeholderData: keepPreviousData,
    staleTime: Infinity,
    enabled: walk !== null,
  });
}

function stageOf(walk: ChoiceState['walk']): string {
  if (walk === null) return '';
  if (walk.isFinished) return walk.finishedAt ?? 'finished';
  return `${walk.startedAt} ${Math.floor(Math.log(Math.max(1, walk.seen)) / Math.log(1.5))}`;
}

async function everyListed(integrationId: number, signal: AbortSignal): Promise<readonly ListedRepository[]> {
  const entries: ListedRepository[] = [];
  let after: string | null = null;
  do {
    const query: { limit: number; after?: string } = after === null ? { limit: portion } : { limit: portion, after };
    const page = await api.listListedRepositories({ params: { id: integrationId }, query }, signal);
    entries.push(...page.repositories.filter(({ isGone }) => !isGone));
    after = page.next;
  } while (after !== null);
  return entries;
}
