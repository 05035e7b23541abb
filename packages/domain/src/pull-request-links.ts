/** Which issue keys a pull request carries, and where each was found. */

import type { KeyLink } from './development.ts';
import type { KeyRule } from './issue-key.ts';
import { linksOfPlaces } from './links-of-places.ts';
import type { PullRequest } from './pull-request.ts';

/** The keys of a pull request with every place they stand in, in order: title, description, source branch. */
export function linksOfPullRequest(
  pullRequest: Pick<PullRequest, 'title' | 'description' | 'source'>,
  rule: KeyRule,
): readonly KeyLink[] {
  const { title, description, source } = pullRequest;
  return linksOfPlaces(
    [
      ['title', title, 'text'],
      ['description', description, 'text'],
      ['branch-name', source.branch, 'branch-name'],
    ],
    rule,
  );
}
