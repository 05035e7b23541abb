/** A repository as a Git service lists it, and as we keep it. */

import type { Credential } from './credential.ts';
import type { IntegrationId, RepositoryId } from './ids.ts';
import type { NetworkSettings } from './network.ts';

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

/** What a list tells besides: enough to choose by and to plan. */
export interface ListedRepository extends RemoteRepository {
  /** The part of the name before the last slash: an organisation, a group with its parents, a person. Empty for plain git. */
  readonly owner: string;
  /** Nobody can push to it any more; its history stays readable. */
  readonly isArchived: boolean;
  /** Nothing was ever pushed; false where the service does not say. */
  readonly isEmpty: boolean;
  /** The last push or other activity; undefined where the service does not say. Busy repositories are indexed first. */
  readonly activeAt: Date | undefined;
  /** Our account may make webhooks for it; undefined where the service does not say. */
  readonly mayAdminister: boolean | undefined;
  /** The entry as the service sent it, for filters that people write; plain JSON. */
  readonly raw: unknown;
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
  /** Kinds git can use: none, user and password, ssh key. */
  readonly credential: Credential;
  /** Certificates and proxy for https; ssh goes straight. Undefined: as the system does. */
  readonly network?: NetworkSettings;
  /** Patterns of full ref names to mirror (`refs/heads/*`); undefined: every ref there is. */
  readonly refs?: readonly string[];
  /** Patterns besides those; one that starts with `^` leaves out. */
  readonly moreRefs?: readonly string[];
  /** The host key that was pinned on first use, as a known_hosts line; undefined before the first contact. */
  readonly pinnedHostKey?: string;
}
