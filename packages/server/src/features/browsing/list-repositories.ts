/** Lists the repositories that somebody may look into, by name. */

import { mayAdminister, type RepositoryId } from '@branchline/domain';
import type { Caller } from '../../ports/caller.ts';
import type { IssueGate, WithheldService } from '../../ports/issue-gate.ts';
import type { Tables } from '../../ports/store.ts';
import { placesOf, type RepositoryPlace, type RepositoryPlacesDeps } from './open-repository.ts';

export interface ListRepositoriesDeps extends RepositoryPlacesDeps {
  readonly issueGate: Pick<IssueGate, 'openByProjects' | 'readableAmong'>;
  readonly store: Pick<Tables, 'integrations' | 'repositories'>;
}

/** Which of them. */
export interface RepositoriesAsked {
  /** Part of a name, in any case. */
  readonly search: string | undefined;
  /** The last one of the page before. */
  readonly after: RepositoryId | undefined;
  readonly limit: number;
}

/** Some of them. */
export interface BrowsedRepositories {
  readonly places: readonly RepositoryPlace[];
  readonly next: RepositoryId | undefined;
  /** Services at which something of theirs is missing. */
  readonly withheld: readonly WithheldService[];
}

/** A page may have fewer than asked for: what they cannot read at its service is left out. @throws as `openToBrowse` */
export async function listRepositories(
  deps: ListRepositoriesDeps,
  caller: Caller,
  { search, after, limit }: RepositoriesAsked,
): Promise<BrowsedRepositories> {
  const { issueGate, store } = deps;
  const among = mayAdminister(caller.principal)
    ? undefined
    : await issueGate.openByProjects(caller, await store.repositories.ids());
  const [integrationId, state] = [undefined, undefined];
  const order = { sort: 'name', isDescending: false } as const;
  const page = await store.repositories.page({ integrationId, state, among, search, ...order, after, limit });
  const ids = page.repositories.map(({ id }) => id);
  const readable = await issueGate.readableAmong(caller, ids);
  const shown = new Set(readable.ids);
  const places = await placesOf(
    deps,
    page.repositories.filter(({ id }) => shown.has(id)),
  );
  return { places, next: page.next, withheld: readable.withheld };
}
