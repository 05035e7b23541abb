/** One Jira site. Like a Git service, it offers only what its credentials allow. */

import type { DevelopmentBatch, IssueKey, Repository } from '@branchline/domain';
import type { RepositoryLinks } from './git-service.ts';

/** Where a Jira site is and how we prove who we are. */
export interface JiraSiteSettings {
  /** `https://example.atlassian.net`. */
  readonly siteUrl: string;
  readonly cloudId: string;
  /** `https://api.atlassian.com`, or the sandbox. */
  readonly apiUrl: string;
}

/** A Jira site, ready to be asked with the credentials it was made with. */
export interface JiraSite {
  /** Gets a token and tries it; @throws Failure `unauthorized` or `forbidden` with the remedy */
  check(): Promise<void>;
  readonly developmentInformation?: DevelopmentInformation;
}

/** Which repository rows belong to, in Jira's terms. */
export interface PushTarget {
  readonly repository: Repository;
  /** Stable for ever and unique among installations: `<installation>-<repository>`. */
  readonly jiraRepositoryId: string;
  readonly links: RepositoryLinks;
  /** Absolute address of our own page, used where the service has none. */
  readonly fallbackUrl: string;
  /** Request-wide properties, for deletion by property later. */
  readonly properties: Readonly<Record<string, string>>;
}

/** An entity Jira refused, with its own words. */
export interface RefusedEntity {
  readonly kind: 'commit' | 'branch' | 'pull-request' | 'repository';
  /** Our name of it: the hash, the branch name, the pull request's remote id, or the repository's Jira id. */
  readonly name: string;
  readonly messages: readonly string[];
}

/** What Jira said about a batch, entity by entity. */
export interface PushReport {
  /** Hashes, branch names and remote ids of pull requests that Jira took. */
  readonly acceptedCommits: readonly string[];
  readonly acceptedBranches: readonly string[];
  readonly acceptedPullRequests: readonly string[];
  readonly refused: readonly RefusedEntity[];
  readonly unknownKeys: readonly IssueKey[];
}

/** What Jira shows in an issue under "Development": sent, replaced and withdrawn by repository. */
export interface DevelopmentInformation {
  /**
   * Sends what is not removed and deletes what is. Entities without keys are deleted too: they have been disassociated.
   * Splits by Jira's limits; history and live rows never share a request.
   */
  push(target: PushTarget, batch: DevelopmentBatch): Promise<PushReport>;
  /** With everything in it; only what was numbered up to `upTo`, or all of it when that is left out. */
  removeRepository(jiraRepositoryId: string, upTo?: number): Promise<void>;
  /** Deletes everything sent with this property, as when an integration is disconnected. */
  removeByProperty(name: string, value: string): Promise<void>;
}
