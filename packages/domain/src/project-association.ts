/** Which Jira projects may see and act on which repositories: one gate for every door. */

import type { IntegrationId, JiraSiteId, ProjectKey, RepositoryId } from './ids.ts';

export type ProjectAction = 'see' | 'create-branch' | 'create-pull-request' | 'smart-commit';

/** The projects of one Jira site that may act on the repositories of an integration, or on a single one of them. */
export interface ProjectAssociation {
  readonly jiraSiteId: JiraSiteId;
  readonly integrationId: IntegrationId;
  /** Undefined: every repository of the integration that has no association of its own. */
  readonly repositoryId: RepositoryId | undefined;
  readonly projects: 'all' | readonly ProjectKey[];
  readonly actions: readonly ProjectAction[];
}
