/** Cuts the issue keys of commits and branches to those of issues that somebody may see there. */

import { projectOf, type KeyLink, type RepositoryId } from '@branchline/domain';
import type { Caller } from '../../ports/caller.ts';
import type { IssueGate } from '../../ports/issue-gate.ts';
import type { Tables } from '../../ports/store.ts';
import { presentKeysAt } from './present-keys.ts';

export interface VisibleLinksDeps {
  readonly store: Pick<Tables, 'issueAliases'>;
  readonly issueGate: Pick<IssueGate, 'sitesOf' | 'seenAmong' | 'repositoriesInSight'>;
}

/** Something linked, and where it is. */
export interface LinkedThing {
  readonly repositoryId: RepositoryId;
  readonly links: readonly KeyLink[];
}

/**
 * The links of each that count for them, under the keys of today. An issue counts when they see it at Jira, and its
 * project may see the repository: just as its own page shows it. Jira is asked once for all together.
 * @throws Failure when nobody could tell what they may see
 */
export async function visibleLinks(
  { store, issueGate }: VisibleLinksDeps,
  caller: Caller,
  things: readonly LinkedThing[],
): Promise<readonly (readonly KeyLink[])[]> {
  const written = [...new Set(things.flatMap(({ links }) => links.map(({ key }) => key)))];
  if (written.length === 0) return things.map(() => []);
  const today = await presentKeysAt(store, await issueGate.sitesOf(caller), written);
  const seen = await issueGate.seenAmong(caller, [...new Set(written.map(today))]);
  const sight = await issueGate.repositoriesInSight(caller);
  const inSight = new Map([...new Set([...seen].map(projectOf))].map((key) => [key, new Set(sight.of(key))] as const));
  return things.map(({ repositoryId, links }) => {
    const counting = links
      .map(({ key, foundIn }) => ({ key: today(key), foundIn }))
      .filter(({ key }) => seen.has(key) && inSight.get(projectOf(key))?.has(repositoryId) === true);
    return [...new Map(counting.map((link) => [`${link.key}/${link.foundIn}`, link])).values()];
  });
}
