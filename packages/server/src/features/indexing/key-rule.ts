/** Which project keys count at the moment: what the Jira sites are known to have. */

import { knownProjects, type KeyRule } from '@branchline/domain';
import type { Tables } from '../../ports/store.ts';

/** All sites' projects together; no list when any site could not be asked, or when there is no site. */
export async function currentKeyRule(tables: Tables): Promise<KeyRule> {
  const sites = await tables.jiraSites.list();
  return { projects: knownProjects(sites.map(({ projectKeys }) => projectKeys)) };
}
