/** Applies an administrator's choice to a page of a Git service's list. */

import { decideRepository, Failure } from '@branchline/domain';
import type { ListedRepository, RepositoryChoice } from '@branchline/domain';
import type { RepositoryPage } from '../../ports/git-service.ts';
import type { CompiledFilter, RepositoryFilter } from '../../ports/repository-filter.ts';
import type { ListingAge, ListingToSave, ListingVerdict } from '../../ports/store/listings.ts';

/** The choice's filter; undefined when it has none. @throws Failure `rejected` when it cannot be read */
export function filterOf(filters: RepositoryFilter, choice: RepositoryChoice): CompiledFilter | undefined {
  return choice.filter === undefined ? undefined : filters.compile(choice.filter);
}

/** The entries of a page with the filter's verdict. @throws Failure `rejected` when the filter does not fit the answer */
export function filterPage(page: RepositoryPage, filter: CompiledFilter | undefined): readonly ListingToSave[] {
  if (filter === undefined) return page.repositories.map((repository) => ({ repository, passesFilter: true }));
  const kept = filter(page.raw);
  const entries = page.repositories.map((repository) => ({ repository, passesFilter: kept.has(repository.raw) }));
  if (kept.size > 0 && !entries.some(({ passesFilter }) => passesFilter)) {
    const message =
      "The filter gives something else than entries of the list. Keep whole entries: [?contains(name, 'api')]";
    throw new Failure('rejected', 'git-service', message);
  }
  return entries;
}

/** Decides about each entry. */
export function decideEntries(
  entries: readonly ListingToSave[],
  ages: readonly ListingAge[],
  { choice, savedInWalk }: { readonly choice: RepositoryChoice; readonly savedInWalk: number },
): ReadonlyMap<string, ListingVerdict & { readonly repository: Omit<ListedRepository, 'raw'> }> {
  const ageOf = new Map(ages.map((age) => [age.remoteId, age]));
  return new Map(
    entries.map(({ repository, passesFilter }) => {
      const age = ageOf.get(repository.remoteId);
      const verdict = decideRepository(
        {
          ...repository,
          passesFilter,
          isCurrent: age !== undefined && age.firstWalk <= savedInWalk,
          isOwnerCurrent: age !== undefined && age.ownerFirstWalk <= savedInWalk,
        },
        choice,
      );
      return [repository.remoteId, { ...verdict, remoteId: repository.remoteId, repository }];
    }),
  );
}
