/** The port to what the projects of Jira sites are called. */

import type { JiraSiteId, ProjectKey } from '@branchline/domain';

/** Names of projects, for finding them. */
export interface ProjectNameTable {
  /** By present key. */
  of(site: JiraSiteId): Promise<ReadonlyMap<ProjectKey, string>>;
  /** Replaces all of the site. */
  save(site: JiraSiteId, names: ReadonlyMap<ProjectKey, string>): Promise<void>;
}
