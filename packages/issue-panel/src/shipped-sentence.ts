/** The first sentence of "Shipped?": whether an issue's commits are in releases, and on the default branches. */

import type { IssueShipping } from '@branchline/contract';
import { texts } from './texts.ts';

const words = texts.shipped;

/** Of the repositories whose branches and tags were read. */
export function shippedSentence(shipping: Pick<IssueShipping, 'repositories'>): string {
  const repositories = shipping.repositories.filter(({ knownAt }) => knownAt !== null);
  const commits = sumOf(repositories, ({ commitCount }) => commitCount);
  if (commits === 0)
    return sumOf(shipping.repositories, ({ commitCount }) => commitCount) === 0 ? words.nothing : words.unknownYet;
  const released = sumOf(repositories, ({ releasedCount }) => releasedCount);
  const merged = sumOf(repositories, mergedCountOf);
  const bases = namesOf(repositories.flatMap(({ branches }) => branches.filter(({ isDefault }) => isDefault)));
  const releases = namesOf(repositories.flatMap(({ shippedIn }) => (shippedIn === null ? [] : [{ name: shippedIn }])));
  if (released === commits) {
    // Each repository's commits are in releases, but in one release together they may not be yet.
    const isInOneEach = repositories.every(({ commitCount, shippedIn }) => commitCount === 0 || shippedIn !== null);
    if (!isInOneEach) return words.inReleases(commits);
    return merged === commits ? words.everywhere(commits, releases, bases) : words.inRelease(commits, releases);
  }
  if (released > 0) return words.partlyReleased(commits - released, commits);
  if (merged === commits) return words.merged(commits, bases);
  return merged > 0 ? words.partlyMerged(commits - merged, commits, bases) : words.notMerged(commits, bases);
}

function mergedCountOf({ branches }: IssueShipping['repositories'][number]): number {
  return branches.find(({ isDefault }) => isDefault)?.count ?? 0;
}

function namesOf(things: readonly { readonly name: string }[]): readonly string[] {
  return [...new Set(things.map(({ name }) => name))];
}

function sumOf<Thing>(things: readonly Thing[], count: (thing: Thing) => number): number {
  return things.reduce((sum, thing) => sum + count(thing), 0);
}
