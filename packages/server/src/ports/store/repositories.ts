/** The port to repositories and how their indexing stands. */

import type {
  IndexingState,
  IntegrationId,
  PushedPlaces,
  RefHead,
  RemoteRepository,
  Repository,
  RepositoryId,
  RepositorySettings,
  Tag,
} from '@branchline/domain';

/**
 * How it stands at its service. Archived: nobody pushes any more. Empty: nothing was pushed yet. Gone: deleted, or out of
 * our account's sight; what was indexed stays, and nobody looks any more.
 */
export type RemoteState = 'there' | 'archived' | 'empty' | 'gone';

/** A repository and how its indexing stands. */
export interface RepositoryStanding extends Repository {
  readonly state: IndexingState;
  /** The reason in words for paused and failed. */
  readonly stateReason: string | undefined;
  /** When the last complete index ended; undefined until the first has. */
  readonly indexedAt: Date | undefined;
  /** When git last had something new for us. */
  readonly changedAt: Date | undefined;
  /** When the schedule looks next. */
  readonly nextLookAt: Date | undefined;
  /** What `GitMirror.look` said when the repository was last indexed completely. */
  readonly refsFingerprint: string | undefined;
  readonly pinnedHostKey: string | undefined;
  readonly commitCount: number;
  /** As it was when indexing last ended. */
  readonly linkedCommitCount: number;
  readonly remoteState: RemoteState;
  /** When a webhook last spoke of it. */
  readonly lastWebhookAt: Date | undefined;
  /** What an administrator set, with the usual where nothing was. */
  readonly settings: RepositorySettings;
}

/** How far some repositories have been looked at. */
export interface RepositoryCoverage {
  readonly repositories: number;
  /** Waiting for their first index, or in it; those that only webhooks tell of never wait. */
  readonly notYetIndexed: number;
  readonly failed: number;
}

/** The repositories of all integrations, with their refs as they were last indexed. */
export interface RepositoryTable {
  /** Adds it, or returns the one with the same integration and remote id with name and addresses brought up to date. */
  save(integrationId: IntegrationId, remote: RemoteRepository): Promise<RepositoryStanding>;
  /** Those of the integration with these remote ids. */
  findByRemoteIds(integrationId: IntegrationId, remoteIds: readonly string[]): Promise<readonly RepositoryStanding[]>;
  setRemoteState(id: RepositoryId, state: RemoteState): Promise<void>;
  /** With everything that belongs to it: rows, tags, cursors. */
  remove(id: RepositoryId): Promise<void>;
  get(id: RepositoryId): Promise<RepositoryStanding | undefined>;
  list(): Promise<readonly RepositoryStanding[]>;
  /** Of all of them, without what else is known: there may be ten thousand. */
  ids(): Promise<readonly RepositoryId[]>;
  /** Of which integration each of these is that are there, or each of all. */
  places(ids?: readonly RepositoryId[]): Promise<readonly Pick<Repository, 'id' | 'integrationId'>[]>;
  /** Those of these that are there, by name. */
  named(ids: readonly RepositoryId[]): Promise<readonly RepositoryStanding[]>;
  /** How far those in one of the places, or all, have been looked at. */
  coverage(places: readonly PushedPlaces[] | 'all'): Promise<RepositoryCoverage>;
  /** What those are called that are there. */
  names(ids: readonly RepositoryId[]): Promise<ReadonlyMap<RepositoryId, string>>;
  /** Those of integrations that are not being removed. */
  page(query: RepositoryQuery): Promise<RepositoryPage>;
  /** How many repositories of each integration are in which state; an integration without any is left out. */
  counts(): Promise<ReadonlyMap<IntegrationId, RepositoryCounts>>;
  /** The `each` most notable of every integration: failed, indexing, paused, waiting, then the latest changed; of these only if given. */
  notable(each: number, ids?: readonly IntegrationId[]): Promise<readonly RepositoryStanding[]>;
  listByIntegration(integrationId: IntegrationId): Promise<readonly RepositoryStanding[]>;
  /** For the generic trigger; compared without user, trailing slash and `.git`. */
  findByCloneUrl(cloneUrl: string): Promise<readonly RepositoryStanding[]>;
  /** Whose next look is due and whose integration is not paused, the longest overdue first. */
  due(now: Date, limit: number): Promise<readonly RepositoryStanding[]>;
  /** A paused repository stays paused until `resume`: what ran when it was paused must not undo the pause. */
  setState(id: RepositoryId, state: IndexingState, reason?: string): Promise<void>;
  /** A paused repository waits again. */
  resume(id: RepositoryId): Promise<void>;
  pinHostKey(id: RepositoryId, hostKey: string): Promise<void>;
  /** Marks a complete index: state up to date unless it is paused, fingerprint, default branch, next look. */
  markIndexed(id: RepositoryId, indexed: IndexedRepository): Promise<void>;
  scheduleLook(id: RepositoryId, at: Date): Promise<void>;
  /** A webhook that came at this moment spoke of them; an earlier moment than the one known changes nothing. */
  noteWebhook(ids: readonly RepositoryId[], at: Date): Promise<void>;
  /** The refs whose history has been indexed. */
  heads(id: RepositoryId): Promise<readonly RefHead[]>;
  /** Replaces what changed: `set` are new or moved, `gone` are full ref names. */
  saveHeads(id: RepositoryId, set: readonly RefHead[], gone: readonly string[]): Promise<void>;
  tags(id: RepositoryId): Promise<readonly Tag[]>;
  /** How many branches and tags there are; a branch that is remembered of another repository counts once. */
  refCounts(id: RepositoryId): Promise<{ readonly branches: number; readonly tags: number }>;
  /** Replaces all tags of the repository by these, writing only what differs. */
  saveTags(id: RepositoryId, tags: readonly Tag[]): Promise<void>;
}

/** How many repositories are in which state; those of a paused integration are paused. */
export type RepositoryCounts = Readonly<Record<IndexingState, number>>;

/** Which repositories are wanted; what is undefined does not matter. */
export interface RepositoryQuery {
  readonly integrationId: IntegrationId | undefined;
  readonly state: IndexingState | undefined;
  readonly remoteState?: RemoteState | undefined;
  /** It says itself which projects see it, and does not inherit that. */
  readonly hasOwnAssociation?: boolean | undefined;
  /** Part of a name, in any case. */
  readonly search: string | undefined;
  /** Only these; all when left out. */
  readonly among?: readonly RepositoryId[] | undefined;
  /** `state` brings what needs somebody first. */
  readonly sort: 'name' | 'state' | 'changed' | 'commits';
  readonly isDescending: boolean;
  /** A page's `next`, of a list that was sorted alike. */
  readonly after: RepositoryId | undefined;
  readonly limit: number;
}

/** A part of a list of repositories. */
export interface RepositoryPage {
  readonly repositories: readonly RepositoryStanding[];
  readonly next: RepositoryId | undefined;
  /** Of all pages together. */
  readonly total: number;
}

/** What a complete index found out. */
export interface IndexedRepository {
  readonly refsFingerprint: string;
  readonly defaultBranch: string | undefined;
  /** Commits of the whole history, keyed or not. */
  readonly commitCount: number;
  readonly at: Date;
  readonly changed: boolean;
  readonly nextLookAt: Date;
}
