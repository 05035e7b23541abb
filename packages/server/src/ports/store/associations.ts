/** The port to project associations. */

import type { IntegrationId, JiraSiteId, ProjectAssociation } from '@branchline/domain';

/** Which Jira projects may see, and act on, which repositories. */
export interface AssociationTable {
  list(site: JiraSiteId): Promise<readonly ProjectAssociation[]>;
  /** Replaces the one with the same site, integration and repository. */
  save(association: ProjectAssociation): Promise<void>;
  remove(site: JiraSiteId, integration: IntegrationId, repository: ProjectAssociation['repositoryId']): Promise<void>;
}
