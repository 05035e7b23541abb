/** Finds out which tags, and whether the default branch, contain which linked commits. */

import type { Repository } from '@branchline/domain';
import type { GitMirror } from '../../ports/git-mirror.ts';
import type { Store } from '../../ports/store.ts';

export interface IndexTagsDeps {
  readonly store: Store;
  readonly mirror: GitMirror;
}

/** Saves tags and containment. Jira does not see them, so nothing is pushed. */
export async function indexTags(deps: IndexTagsDeps, repository: Repository, stopping: AbortSignal): Promise<void> {
  const tags = await deps.mirror.tags(repository);
  const linked = await deps.store.development.keyedCommits(repository.id);
  const groups = await deps.mirror.containments(repository, linked, stopping);
  await deps.store.transaction(async (tables) => {
    await tables.repositories.saveTags(repository.id, tags);
    await tables.development.saveContainments(repository.id, groups);
  });
}
