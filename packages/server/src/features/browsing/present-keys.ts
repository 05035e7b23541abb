/** What keys that were written in git are today, for somebody who looks from certain Jira sites. */

import { presentKey, type IssueKey, type JiraSiteId } from '@branchline/domain';
import type { Tables } from '../../ports/store.ts';

/** The key of today; of several sites the first decides that knows it under another. */
export async function presentKeysAt(
  { issueAliases }: Pick<Tables, 'issueAliases'>,
  sites: readonly JiraSiteId[],
  keys: readonly IssueKey[],
): Promise<(key: IssueKey) => IssueKey> {
  const near = await Promise.all(sites.map((site) => issueAliases.near(site, keys)));
  return (key) => near.map((former) => presentKey(key, former)).find((present) => present !== key) ?? key;
}
