/** Finds out which tags, and whether the default branch, contain which linked commits. */

import { tagCounter, type Containment, type TagFilter } from '@branchline/domain';
import type { GitMirror } from '../../ports/git-mirror.ts';
import type { Store } from '../../ports/store.ts';
import type { RepositoryStanding } from '../../ports/store/repositories.ts';

export interface IndexTagsDeps {
  readonly store: Store;
  readonly mirror: GitMirror;
}

/**
 * Saves tags and containment, as far as the repository's filter lets tags count. Jira does not see them, so nothing is
 * pushed.
 */
export async function indexTags(
  deps: IndexTagsDeps,
  repository: RepositoryStanding,
  stopping: AbortSignal,
): Promise<void> {
  const filter = repository.settings.tags;
  const counts = tagCounter(filter);
  const tags = (await deps.mirror.tags(repository)).filter(({ name }) => counts(name));
  const linked = await deps.store.development.keyedCommits(repository.id);
  const groups = await deps.mirror.containments(repository, linked, stopping);
  const counted = isEveryTag(filter) ? groups : withTags(groups, new Set(tags.map(({ name }) => name)));
  await deps.store.transaction(async (tables) => {
    await tables.repositories.saveTags(repository.id, tags);
    await tables.development.saveContainments(repository.id, counted);
    await tables.repositorySettings.noteTags(repository.id, filter);
  });
}

function isEveryTag({ include, exclude }: TagFilter): boolean {
  return include.length === 0 && exclude.length === 0;
}

/** Commits that only other tags told apart are one group. */
function withTags(groups: readonly Containment[], counted: ReadonlySet<string>): readonly Containment[] {
  const cut = groups.map((group) => ({ ...group, tags: group.tags.filter((name) => counted.has(name)) }));
  const alike = Map.groupBy(cut, ({ onDefaultBranch, tags }) => JSON.stringify([onDefaultBranch, tags]));
  return [...alike.values()].flatMap(([first, ...others]) =>
    first === undefined ? [] : [{ ...first, commits: [first, ...others].flatMap(({ commits }) => commits) }],
  );
}
