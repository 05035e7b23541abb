/** The port from whatever shows issues to what their projects may do with repositories. Implemented by features/permissions. */

import type { JiraSiteId, ProjectAction, ProjectKey, PushedPlaces, Repository } from '@branchline/domain';
import type { Caller } from './caller.ts';

/** What issues of one project may do with repositories. */
export interface ProjectRights {
  /** Repositories that whoever asks may see for such an issue, without naming each; `all` for administrators. */
  readonly seen: readonly PushedPlaces[] | 'all';
  may(action: ProjectAction, repository: Pick<Repository, 'id' | 'integrationId'>): boolean;
}

/**
 * By the associations of the sites that somebody looks from, as `IssueGate.sitesOf` names them; projects are named by
 * their keys of today.
 */
export type ProjectRightsOf = (
  caller: Caller,
  sites: readonly JiraSiteId[],
) => Promise<(project: ProjectKey) => ProjectRights>;
