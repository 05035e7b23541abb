/** The port to the memory of what was sent to Jira, so that nothing is sent twice and everything can be withdrawn. */

import type { IntegrationId, IssueKey, JiraSiteId, PushedPlaces, RepositoryId } from '@branchline/domain';

/**
 * Rows of a repository go out in two streams with a cursor each: what was pushed while we watched, and history. Live
 * rows never wait behind history, and Jira gets the two in different requests anyway.
 */
export type PushStream = 'live' | 'history';

export const pushStreams: readonly PushStream[] = ['live', 'history'];

/** The state of one entity at one Jira site. */
export interface PushedEntity {
  readonly kind: 'commit' | 'branch' | 'pull-request';
  /** Commit hash, branch name, or remote id of a pull request. */
  readonly name: string;
  /**
   * `sending`: it was sent, and no answer was written down; Jira may have it or not. `unplaced`: nothing is wrong with
   * it, and Jira does not keep it, since it knows none of its issues yet.
   */
  readonly state: 'sending' | 'accepted' | 'unplaced' | 'refused' | 'withdrawn';
  /** Jira's words when it refused. */
  readonly message: string | undefined;
}

/** How sending to a site stands, in entities. */
export interface SendingNumbers {
  readonly sent: number;
  readonly refused: number;
  /** Of the stream `live`. */
  readonly waitingEvents: number;
  readonly waitingHistory: number;
}

/** Of many repositories: their sums, and those that one wants to see. */
export interface SendingStanding extends SendingNumbers {
  /** How many. */
  readonly repositories: number;
  /** Where most waits or was refused, that first; by name when all of them are shown. */
  readonly mostConcerned: readonly (SendingNumbers & { readonly id: RepositoryId; readonly name: string })[];
}

/** What has been sent where. */
export interface PushTable {
  /** The number up to which rows of the stream were pushed; 0 at first. */
  pushedUpTo(repository: RepositoryId, site: JiraSiteId, stream: PushStream): Promise<number>;
  /** Notes, before they are sent, that the site may have these from now on: an answer may be lost in a kill. */
  expect(
    repository: RepositoryId,
    site: JiraSiteId,
    entities: readonly Pick<PushedEntity, 'kind' | 'name'>[],
  ): Promise<void>;
  /** Entity states and cursor together. */
  record(
    repository: RepositoryId,
    site: JiraSiteId,
    stream: PushStream,
    upTo: number,
    entities: readonly PushedEntity[],
  ): Promise<void>;
  /** Of these names, those that the site may have: only they need withdrawing. */
  known(
    repository: RepositoryId,
    site: JiraSiteId,
    kind: PushedEntity['kind'],
    names: readonly string[],
  ): Promise<ReadonlySet<string>>;
  /** Whether the site may have anything of the repository. */
  mayHold(repository: RepositoryId, site: JiraSiteId): Promise<boolean>;
  /** Entities of the integration that the site took and still has. */
  sentTo(site: JiraSiteId, integration: IntegrationId): Promise<number>;
  /** Of the repositories of these places, of which at most `shown` are told one by one. */
  standing(site: JiraSiteId, places: PushedPlaces, shown: number): Promise<SendingStanding>;
  /** Puts the numbers of entities right that somebody wrote without counting. */
  recount(site: JiraSiteId): Promise<void>;
  refused(
    site: JiraSiteId,
    limit: number,
  ): Promise<readonly (PushedEntity & { readonly repositoryId: RepositoryId })[]>;
  /** Forgets both cursors and the states: everything will be sent again. How many entities the site may have had. */
  forget(repository: RepositoryId, site: JiraSiteId): Promise<number>;
  /** Entities that the site took, in no order, at most so many. */
  accepted(
    repository: RepositoryId,
    site: JiraSiteId,
    limit: number,
  ): Promise<readonly Pick<PushedEntity, 'kind' | 'name'>[]>;
  /** Some of the repositories of which the site took something; another `salt` gives others. */
  sample(site: JiraSiteId, limit: number, salt: string): Promise<readonly RepositoryId[]>;
  /** Keys Jira did not know; they are sent again when the issue appears. Remembers when first and last seen; `tryAt` is for those that are new. */
  rememberUnknownKeys(site: JiraSiteId, keys: readonly IssueKey[], tryAt?: Date): Promise<void>;
  forgetUnknownKeys(site: JiraSiteId, keys: readonly IssueKey[]): Promise<void>;
  /** Of these keys those that the site does not know. */
  unknownAmong(site: JiraSiteId, keys: readonly IssueKey[]): Promise<readonly IssueKey[]>;
  /** Forgets those that nothing names any more, by whatever key the issue had; how many. */
  forgetUncarriedKeys(site: JiraSiteId): Promise<number>;
  unknownKeys(site: JiraSiteId, limit: number): Promise<readonly IssueKey[]>;
  /** Those that may be asked about again by now, the longest due first. */
  unknownKeysToTry(site: JiraSiteId, now: Date, limit: number): Promise<readonly IssueKey[]>;
  /** Not before they have been unknown for as long again, but after `leastSeconds` and within `mostSeconds`. */
  putOffUnknownKeys(
    site: JiraSiteId,
    keys: readonly IssueKey[],
    now: Date,
    pause: { readonly leastSeconds: number; readonly mostSeconds: number },
  ): Promise<void>;
  /** Sites with such keys. */
  sitesToTryAgain(now: Date): Promise<readonly JiraSiteId[]>;
}
