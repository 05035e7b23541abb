/** The port to what people say by hand about the issues of commits and pull requests. */

import type { CommitHash, IssueKey, KeyLink, RepositoryId, ServicePerson, Signature } from '@branchline/domain';

/** What can be linked by hand: a commit by its whole hash, a pull request by its id at the Git service. */
export type LinkableKind = 'commit' | 'pull-request';

/** One of them. */
export interface LinkableThing {
  readonly repositoryId: RepositoryId;
  readonly kind: LinkableKind;
  readonly name: string;
}

/** What somebody said about one key; the last word counts, for good. */
export interface ManualLink extends LinkableThing {
  readonly key: IssueKey;
  readonly state: 'added' | 'removed';
  /** `nameOfPrincipal` of whoever said it. */
  readonly by: string;
  readonly at: Date;
  /** Whether the commit or pull request is among what is indexed, and still there. */
  readonly isThere: boolean;
}

/** What is known of something that can be linked. */
export interface LinkedThing {
  /** `gone`: no branch or tag leads to it any more, or the service no longer has it. */
  readonly state: 'there' | 'gone';
  /** Those that count now. */
  readonly links: readonly KeyLink[];
  /** Who made the commit; undefined for a pull request. */
  readonly author: Signature | undefined;
  /** The account that made the pull request; undefined for a commit, and where nobody is named. */
  readonly pullRequestAuthor: ServicePerson | undefined;
}

/** Keys to be added and keys to be taken off. */
export interface ManualChange {
  readonly add: readonly IssueKey[];
  readonly remove: readonly IssueKey[];
  readonly by: string;
  readonly at: Date;
}

/** Which manual links; what is left out does not matter. */
export interface ManualLinkFilter {
  readonly repositoryId?: RepositoryId | undefined;
  readonly key?: IssueKey | undefined;
}

/** Kept apart from rows, which can be made anew from git; rows are written and read by what is said here. */
export interface ManualLinkTable {
  /** Undefined when it is not among what is indexed. */
  find(thing: LinkableThing): Promise<LinkedThing | undefined>;
  /** What was said about one thing, in alphabetical order of keys. */
  of(thing: LinkableThing): Promise<readonly ManualLink[]>;
  /** Newest first, those after the first `skip`. */
  list(filter: ManualLinkFilter, limit: number, skip: number): Promise<readonly ManualLink[]>;
  /** Writes it down, and into the row where there is one: with a new number, so that Jira hears of it. */
  change(thing: LinkableThing, change: ManualChange): Promise<void>;
  /** Linked by hand and not among what is indexed, or no longer. */
  missing(repository: RepositoryId): Promise<{
    readonly commits: readonly CommitHash[];
    /** Ids at the service. */
    readonly pullRequests: readonly string[];
  }>;
}
