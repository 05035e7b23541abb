/** The port to settings: of the installation, of projects, and which link sources the index of keys leaves out. */

import type {
  InstallationSettings,
  JiraSiteId,
  LinkSource,
  ProjectKey,
  ProjectSettings,
  RepositoryId,
} from '@branchline/domain';

/** A change of link sources, for rows that are there already. */
export interface SourceChange {
  readonly jiraSiteId: JiraSiteId;
  /** Every name that the project has and had. */
  readonly projects: readonly ProjectKey[];
  /** Sources that were switched on or off. */
  readonly changed: readonly LinkSource[];
}

/** What administrators set, and what follows from it for rows that are there. */
export interface SettingsTable {
  /** With the usual where nothing was set. */
  installation(): Promise<InstallationSettings>;
  saveInstallation(settings: Partial<InstallationSettings>): Promise<void>;
  /** Of one project, or of every project of the site that has some. */
  project(site: JiraSiteId, project: ProjectKey): Promise<ProjectSettings>;
  projects(site: JiraSiteId): Promise<ReadonlyMap<ProjectKey, ProjectSettings>>;
  saveProject(site: JiraSiteId, project: ProjectKey, settings: ProjectSettings): Promise<void>;
  /** What rows were last made to follow. */
  appliedSourcesOff(site: JiraSiteId, project: ProjectKey): Promise<readonly LinkSource[]>;
  saveAppliedSourcesOff(site: JiraSiteId, project: ProjectKey, off: readonly LinkSource[]): Promise<void>;
  /** From now on the index of keys leaves these places out for keys of these projects, and no others. */
  hideSources(projects: readonly ProjectKey[], sources: readonly LinkSource[]): Promise<void>;
  /** Repositories with rows in which a key of the projects stands in a changed source. Reads every linked row. */
  repositoriesWith(change: SourceChange): Promise<readonly RepositoryId[]>;
  /**
   * Brings the index of keys of one repository in line with what is hidden, and makes news of the rows concerned, as
   * history where the site was offered them before.
   */
  followSources(repository: RepositoryId, change: SourceChange): Promise<void>;
  /** Runs of indexing that ended before; the latest of each repository and subject stays. How many went. */
  removeIndexRunsBefore(moment: Date): Promise<number>;
  /** Jobs that were given up before. How many went. */
  removeFailedJobsBefore(moment: Date): Promise<number>;
}
