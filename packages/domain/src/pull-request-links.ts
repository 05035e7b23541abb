/** Which issue keys a pull request carries, and where each was found. */

import type { KeyLink } from './development.ts';
import type { IssueKey } from './ids.ts';
import { findIssueKeys, keyLimit } from './issue-key.ts';
import type { FoundIn, KeyField, KeyRule } from './issue-key.ts';
import type { PullRequest } from './pull-request.ts';

/** The keys of a pull request in order: title, description, source branch. The first place wins; at most `keyLimit` keys. */
export function linksOfPullRequest(
  pullRequest: Pick<PullRequest, 'title' | 'description' | 'source'>,
  rule: KeyRule,
): readonly KeyLink[] {
  const { title, description, source } = pullRequest;
  const places: readonly (readonly [FoundIn, string, KeyField])[] = [
    ['title', title, 'text'],
    ['description', description, 'text'],
    ['branch-name', source.branch, 'branch-name'],
  ];
  const links = new Map<IssueKey, KeyLink>();
  for (const [foundIn, text, field] of places) {
    for (const key of findIssueKeys(text, rule, field)) {
      if (links.size < keyLimit && !links.has(key)) links.set(key, { key, foundIn });
    }
  }
  return [...links.values()];
}
