/** What people say by hand about the issues of a commit or pull request, beside what was found in its text. */

import type { KeyLink } from './development.ts';
import type { IssueKey } from './ids.ts';
import { keyLimit } from './issue-key.ts';

/** Keys that somebody added, and keys that somebody took off for good. No key is in both. */
export interface LinksByHand {
  readonly added: ReadonlySet<IssueKey>;
  readonly removed: ReadonlySet<IssueKey>;
}

/** Nobody has said anything. */
export const noLinksByHand: LinksByHand = { added: new Set(), removed: new Set() };

/**
 * What counts: links found in text without those that were taken off, followed by those added. At most `keyLimit` keys;
 * those added come first when there are more, because somebody meant them.
 */
export function withLinksByHand(found: readonly KeyLink[], { added, removed }: LinksByHand): readonly KeyLink[] {
  if (added.size === 0 && removed.size === 0) return found;
  const byHand = [...added].slice(0, keyLimit).map((key) => ({ key, foundIn: 'by-hand' as const }));
  const kept = found.filter(({ key, foundIn }) => foundIn !== 'by-hand' && !removed.has(key));
  const keys = new Set(byHand.map(({ key }) => key));
  const inText = kept.filter(({ key }) => keys.has(key) || (keys.size < keyLimit && keys.add(key) !== undefined));
  return [...inText, ...byHand];
}
