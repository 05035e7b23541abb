/** The port to project associations. */

import type {
  AssociatedPlace,
  AssociationPlace,
  GrantedProjects,
  IntegrationId,
  JiraSiteId,
  ProjectAssociation,
  ProjectGrants,
  RepositoryId,
} from '@branchline/domain';

/** Which projects see a place, as its rows were last numbered for it. */
export interface AppliedAssociation {
  /** Undefined: every repository of the integration that has none of its own. */
  readonly repositoryId: RepositoryId | undefined;
  readonly projects: GrantedProjects;
}

/** Which Jira projects may see, and act on, which repositories. */
export interface AssociationTable {
  /** All of a site, by integration and repository; several of one place add up. */
  list(site: JiraSiteId): Promise<readonly ProjectAssociation[]>;
  /** Those that decide about one repository: its own and its integration's. */
  about(place: AssociationPlace): Promise<readonly ProjectAssociation[]>;
  /** Replaces everything the place grants. */
  save(place: AssociatedPlace, grants: ProjectGrants): Promise<void>;
  /** The place inherits again; an integration grants nothing then. */
  remove(site: JiraSiteId, integration: IntegrationId, repository: ProjectAssociation['repositoryId']): Promise<void>;
  /** What Jira was last told by. */
  applied(site: JiraSiteId, integration: IntegrationId): Promise<readonly AppliedAssociation[]>;
  /** Which projects saw the repository when its rows were last numbered for it: nothing leaves while others are granted it. */
  appliedTo(place: AssociationPlace): Promise<GrantedProjects>;
  /** Replaces all of the integration. */
  saveApplied(site: JiraSiteId, integration: IntegrationId, applied: readonly AppliedAssociation[]): Promise<void>;
}
