/** The port to the memory of links in issues, for Jira Data Center, which takes no development information. */

import type { IssueKey } from '@branchline/domain';

/** A repository at one Jira site. */
export interface LinkPlace {
  readonly siteUrl: string;
  /** As in `PushTarget`. */
  readonly jiraRepositoryId: string;
}

/** What the links of a repository say of it. */
export interface LinkedRepository extends LinkPlace {
  /** As people call it. */
  readonly name: string;
  /** Where our pages of issues begin; a slash and the key follow. */
  readonly issuesUrl: string;
  readonly properties: Readonly<Record<string, string>>;
}

/** A commit, branch or pull request, by our name of it. */
export interface LinkedThing {
  readonly kind: 'commit' | 'branch' | 'pull-request';
  readonly name: string;
}

/** The issues that one of them names from now on. */
export interface LinkedThingChange extends LinkedThing {
  readonly keys: readonly IssueKey[];
  readonly sequence: number;
}

/** One of them at one issue. */
export interface RemoteLink extends LinkedThing {
  readonly key: IssueKey;
  /** No longer so; Jira may not have been told yet. */
  readonly isLeaving: boolean;
}

/** What was linked where. Everything is written down before Jira is told, so that a kill loses nothing. */
export interface RemoteLinkTable {
  /** Notes the repository, or what it is called now. */
  meet(repository: LinkedRepository): Promise<void>;
  repository(place: LinkPlace): Promise<LinkedRepository | undefined>;
  /** Notes what is linked from now on; issues named before and not any more are leaving. The repository must be known. */
  change(place: LinkPlace, changes: readonly LinkedThingChange[]): Promise<void>;
  /** All links of these things, leaving ones too. */
  linksOf(place: LinkPlace, things: readonly LinkedThing[]): Promise<readonly RemoteLink[]>;
  /** How many commits of the repository name each issue; leaving ones do not count, and issues without any are missing. */
  commitCounts(place: LinkPlace, keys: readonly IssueKey[]): Promise<ReadonlyMap<IssueKey, number>>;
  /** Everything of the repository is leaving, or what was numbered up to `upTo`. */
  leave(place: LinkPlace, upTo: number | undefined): Promise<void>;
  /** Some of those that are leaving, at most `limit`. */
  leaving(place: LinkPlace, limit: number): Promise<readonly RemoteLink[]>;
  /** Jira does not have these any more. */
  forget(place: LinkPlace, links: readonly Omit<RemoteLink, 'isLeaving'>[]): Promise<void>;
  /** Forgets the repository when nothing of it is linked any more. */
  forgetEmpty(place: LinkPlace): Promise<void>;
  /** Repositories of a site that were sent with this property. */
  withProperty(siteUrl: string, name: string, value: string): Promise<readonly LinkPlace[]>;
}
