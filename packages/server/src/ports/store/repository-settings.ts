/** The port to what administrators set for repositories. */

import type {
  CommitHash,
  IntegrationId,
  RepositoryDefaults,
  RepositoryId,
  RepositorySettings,
  TagFilter,
} from '@branchline/domain';

/** One of each kind that a repository really has, the newest; undefined where it has none. */
export interface RepositorySamples {
  readonly commit: CommitHash | undefined;
  /** Of that commit. */
  readonly path: string | undefined;
  readonly branch: string | undefined;
  readonly tag: string | undefined;
  readonly pullRequest: string | undefined;
}

/** The settings of all repositories, and with what new ones begin. */
export interface RepositorySettingsTable {
  /** Replaces all of them; what is as usual is kept by being left out. */
  save(id: RepositoryId, settings: RepositorySettings): Promise<void>;
  /** With what new repositories of the integration begin. */
  defaults(id: IntegrationId): Promise<RepositoryDefaults>;
  saveDefaults(id: IntegrationId, defaults: RepositoryDefaults): Promise<void>;
  /** Whether tags were last read by another filter than this one. */
  areTagsStale(id: RepositoryId, tags: TagFilter): Promise<boolean>;
  /** Tags have been read by this filter. */
  noteTags(id: RepositoryId, tags: TagFilter): Promise<void>;
  samples(id: RepositoryId): Promise<RepositorySamples>;
}
