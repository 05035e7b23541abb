/** Which repositories the address wants, and how to want others. */

import { useFilters } from '../../components/use-filters.ts';
import { repositorySorts, type RepositoriesWanted } from '../../queries/repositories.ts';
import { oneOf } from './one-of.ts';

/** What the address may say; the route lets these through. */
export const repositoryFilterNames = [
  'search',
  'state',
  'integration',
  'remote',
  'association',
  'sort',
  'order',
] as const;

export type RepositoryFilterWords = { readonly [Each in (typeof repositoryFilterNames)[number]]?: string | undefined };

export const repositoryStates = ['failed', 'indexing', 'paused', 'waiting', 'up-to-date'] as const;
export const remoteStates = ['there', 'archived', 'empty', 'gone'] as const;

export interface RepositoryFilterState {
  readonly wanted: RepositoriesWanted;
  readonly isFiltered: boolean;
  readonly change: (changed: RepositoryFilterWords) => void;
}

export function useRepositoryFilters(): RepositoryFilterState {
  const [filters, change] = useFilters(repositoryFilterNames);
  const integration = Number(filters.integration);
  const chosen = {
    search: filters.search,
    state: oneOf(repositoryStates, filters.state),
    integration: Number.isInteger(integration) && integration > 0 ? integration : undefined,
    remote: oneOf(remoteStates, filters.remote),
    association: oneOf(['own', 'inherited'] as const, filters.association),
  };
  const wanted: RepositoriesWanted = {
    ...chosen,
    sort: oneOf(repositorySorts, filters.sort),
    order: oneOf(['descending'] as const, filters.order),
  };
  return { wanted, isFiltered: Object.values(chosen).some((each) => each !== undefined), change };
}
