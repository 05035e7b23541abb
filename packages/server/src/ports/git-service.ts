/** What the house asks of a Git service. A connector describes one; a connection speaks to it for one integration. */

import type {
  CommitHash,
  Credential,
  CredentialKind,
  GitAccess,
  RemoteRepository,
  ServiceSettings,
} from '@branchline/domain';

/** What we know about a Git service before anybody has connected to one. One per folder in adapters/git-services. */
export interface GitServiceConnector {
  /** Stored with the integration: `git`, `github` … */
  readonly id: string;
  readonly title: string;
  readonly credentialKinds: readonly CredentialKind[];
  /** @throws Failure `rejected` naming the setting, its problem and an example */
  parseSettings(input: unknown): ServiceSettings;
  /** Pure: no network, no credential. */
  links(settings: ServiceSettings): RepositoryLinks;
  connect(settings: ServiceSettings, credential: Credential): GitServiceConnection;
}

/** A live connection for one integration acting as one account. Cheap to make; never cached across accounts. */
export interface GitServiceConnection {
  listRepositories(): AsyncIterable<RemoteRepository>;
  /** How git itself may fetch the repository. */
  gitAccess(repository: RemoteRepository): Promise<GitAccess>;
}

/** Web pages of things in a repository; `undefined` where the service has no page for it. */
export interface RepositoryLinks {
  repository(repository: RemoteRepository): string | undefined;
  commit(repository: RemoteRepository, hash: CommitHash): string | undefined;
  branch(repository: RemoteRepository, name: string): string | undefined;
  tag(repository: RemoteRepository, name: string): string | undefined;
  file(repository: RemoteRepository, hash: CommitHash, path: string): string | undefined;
}
