/** The port to what Git services list, what was chosen of it, and how far the walk over a list has come. */

import type { ChoiceReason, IntegrationId, ListedRepository, RepositoryChoice } from '@branchline/domain';

/** A walk over an integration's list, so that a broken-off one goes on where it was. */
export interface RepositoryWalk {
  /** 1 for the first. */
  readonly walk: number;
  /** A page's `next`; undefined at the beginning. */
  readonly after: string | undefined;
  /** Repositories seen so far. */
  readonly seen: number;
}

/** How the walks over an integration's list stand. */
export interface WalkStanding extends RepositoryWalk {
  readonly isFinished: boolean;
  readonly startedAt: Date;
  readonly finishedAt: Date | undefined;
}

/** An entry of the list to be kept. */
export interface ListingToSave {
  readonly repository: Omit<ListedRepository, 'raw'>;
  readonly passesFilter: boolean;
}

/** What is needed to decide about an entry. */
export interface ListingAge {
  readonly remoteId: string;
  readonly firstWalk: number;
  /** When any repository of its owner was first seen. */
  readonly ownerFirstWalk: number;
}

/** The verdict on an entry. */
export interface ListingVerdict {
  readonly remoteId: string;
  readonly isTaken: boolean;
  readonly because: ChoiceReason;
}

/** A line of the list of repositories to choose from. */
export interface Listing {
  readonly remoteId: string;
  readonly owner: string;
  readonly name: string;
  readonly webUrl: string | undefined;
  readonly isArchived: boolean;
  readonly isEmpty: boolean;
  readonly isGone: boolean;
  readonly activeAt: Date | undefined;
  readonly isTaken: boolean;
  readonly because: ChoiceReason | undefined;
}

/** Which lines are wanted. */
export interface ListingQuery {
  /** Part of a name, in any case. */
  readonly search: string | undefined;
  readonly owner: string | undefined;
  readonly isTaken: boolean | undefined;
  /** A page's `next`. */
  readonly after: string | undefined;
  readonly limit: number;
}

/** One page of the list, by owner and name. */
export interface ListingPage {
  readonly listings: readonly Listing[];
  readonly next: string | undefined;
}

/** An owner and how many of its repositories are taken: a box that is ticked, empty or between. */
export interface ListedOwner {
  readonly owner: string;
  readonly repositories: number;
  readonly taken: number;
}

/** Lists, choices and walks of all integrations. */
export interface ListingTable {
  /** `everyRepository` as long as nothing was chosen; `savedInWalk` is then the first walk. */
  choice(id: IntegrationId): Promise<{ readonly choice: RepositoryChoice; readonly savedInWalk: number }>;
  /** What was listed up to now counts as current. A walk that is going on begins anew. */
  saveChoice(id: IntegrationId, choice: RepositoryChoice): Promise<void>;
  /** The walk that was broken off, or a new one. */
  beginWalk(id: IntegrationId): Promise<RepositoryWalk>;
  /** The next page of this walk begins here. */
  advanceWalk(id: IntegrationId, walk: number, after: string | undefined, seen: number): Promise<void>;
  finishWalk(id: IntegrationId, walk: number): Promise<void>;
  /** Integrations that may be asked and whose last walk ended before this moment. */
  dueForWalk(endedBefore: Date): Promise<readonly IntegrationId[]>;
  walkStanding(id: IntegrationId): Promise<WalkStanding | undefined>;
  /** Adds or updates entries; they have been seen in this walk. Their ages, in any order. */
  saveListings(id: IntegrationId, walk: number, entries: readonly ListingToSave[]): Promise<readonly ListingAge[]>;
  saveVerdicts(id: IntegrationId, verdicts: readonly ListingVerdict[]): Promise<void>;
  /** Entries that this walk did not see and that are not known to be gone, at most `limit`. */
  notSeen(id: IntegrationId, walk: number, limit: number): Promise<readonly Listing[]>;
  /** They count as seen in this walk. */
  markGone(id: IntegrationId, walk: number, remoteIds: readonly string[]): Promise<void>;
  /** It was listed, and the choice leaves it out. */
  isLeftOut(id: IntegrationId, remoteId: string): Promise<boolean>;
  page(id: IntegrationId, query: ListingQuery): Promise<ListingPage>;
  /** By name. */
  owners(id: IntegrationId): Promise<readonly ListedOwner[]>;
}
