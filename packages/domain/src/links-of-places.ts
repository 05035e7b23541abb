/** Finds issue keys in several texts of one thing, each with all the places it stands in. */

import type { KeyLink } from './development.ts';
import { findIssueKeys, keyLimit } from './issue-key.ts';
import type { FoundIn, KeyField, KeyRule } from './issue-key.ts';

/** Where to look: the place's name, its text, and how keys are written there. */
export type TextPlace = readonly [FoundIn, string, KeyField];

/**
 * One link for each key and place, in order of the places: a place may be switched off for a project, and the key then
 * still counts by the others. At most `keyLimit` different keys.
 */
export function linksOfPlaces(places: readonly TextPlace[], rule: KeyRule): readonly KeyLink[] {
  const known = new Set<string>();
  const links: KeyLink[] = [];
  for (const [foundIn, text, field] of places) {
    for (const key of findIssueKeys(text, rule, field)) {
      if (!known.has(key) && known.size >= keyLimit) continue;
      known.add(key);
      links.push({ key, foundIn });
    }
  }
  return links;
}
