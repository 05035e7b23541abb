/** A repository as a Git service lists it, and as we keep it. */

import type { Credential } from './credential.ts';
import type { IntegrationId, RepositoryId } from './ids.ts';

/** A repository as its Git service describes it. */
export interface RemoteRepository {
  /** The service's stable id; for plain git the clone URL. */
  readonly remoteId: string;
  /** How people call it: `owner/name`, or the last part of a plain URL. */
  readonly name: string;
  readonly cloneUrl: string;
  /** The page for people, when there is one. */
  readonly webUrl: string | undefined;
}

/** A repository as we keep it: what its Git service says, under our own ids. */
export interface Repository extends RemoteRepository {
  readonly id: RepositoryId;
  readonly integrationId: IntegrationId;
  /** Without `refs/heads/`; undefined for an empty repository or a detached HEAD. */
  readonly defaultBranch: string | undefined;
}

/** How git itself may fetch a repository. */
export interface GitAccess {
  readonly url: string;
  readonly credential: Credential;
  /** PEM certificates to trust besides the system's; undefined for the system's only. */
  readonly trustedCertificates?: string;
  /** The host key that was pinned on first use, as a known_hosts line; undefined before the first contact. */
  readonly pinnedHostKey?: string;
}
