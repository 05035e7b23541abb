/** Lists a repository's tags for somebody, newest first. */

import type { Tag } from '@branchline/domain';
import type { Caller } from '../../ports/caller.ts';
import { openPlace, type HistoryDeps } from './history-deps.ts';
import type { Missing } from './browse-repository.ts';
import type { RefsAsked } from './list-branches.ts';
import { pageAfter } from './list-page.ts';
import type { RepositoryPlace } from './open-repository.ts';

/** A page of tags. */
export interface TagsShown {
  readonly place: RepositoryPlace;
  readonly tags: readonly Tag[];
  readonly next: string | undefined;
}

/** Tags that lead to a commit. */
export async function listTags(deps: HistoryDeps, caller: Caller, asked: RefsAsked): Promise<TagsShown | Missing> {
  const place = await openPlace(deps, caller, asked.repositoryId);
  if ('missing' in place) return place;
  const all = await deps.mirror.tags(place.repository);
  const { page, next } = pageAfter(
    all.map((thing) => ({ thing, name: thing.name, at: thing.at.getTime() })),
    asked,
  );
  return { place, tags: page.map(({ thing }) => thing), next };
}
