/** Orders the people of a roll-up, by their share or their name. */

import type { AuthorShare } from '@branchline/contract';

export const personSorts = ['commits', 'changed', 'added', 'removed', 'name'] as const;
export type PersonSort = (typeof personSorts)[number];

/** The most first; equal ones by name. */
export function sortedPeople(people: readonly AuthorShare[], sort: PersonSort): readonly AuthorShare[] {
  return [...people].sort((a, b) => {
    const distance = sort === 'name' ? 0 : weightOf(b, sort) - weightOf(a, sort);
    return distance === 0 ? a.name.localeCompare(b.name, 'en') : distance;
  });
}

function weightOf({ commitCount, linesAdded, linesRemoved }: AuthorShare, sort: Exclude<PersonSort, 'name'>): number {
  if (sort === 'commits') return commitCount;
  return (sort === 'removed' ? 0 : linesAdded) + (sort === 'added' ? 0 : linesRemoved);
}
