/** Does one thing with several repositories: each by itself, so that one that is gone keeps no other back. */

import type { RepositoryId } from '@branchline/domain';
import type { Store } from '../../ports/store.ts';
import { pauseRepository, resumeRepository } from './control-repository.ts';

export type RepositoryOrder = 'reindex' | 'pause' | 'resume';

export interface OrderRepositoriesDeps {
  readonly store: Store;
  /** False when there is no such repository. */
  readonly reindexRepository: (deps: { readonly store: Store }, id: RepositoryId) => Promise<boolean>;
}

/** How many were there, and how many were not. A repository that is named twice counts once. */
export async function orderRepositories(
  { store, reindexRepository }: OrderRepositoriesDeps,
  ids: readonly RepositoryId[],
  order: RepositoryOrder,
): Promise<{ readonly done: number; readonly missing: number }> {
  const carryOut = { reindex: reindexRepository, pause: pauseRepository, resume: resumeRepository }[order];
  let done = 0;
  const named = [...new Set(ids)];
  for (const id of named) if (await carryOut({ store }, id)) done += 1;
  return { done, missing: named.length - done };
}
