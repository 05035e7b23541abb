/** The port to what was taken back from Jira because a person wanted it gone. */

import type { AssociatedPlace, AssociationPlace, JiraSiteId, RepositoryId } from '@branchline/domain';

/** A cleared site, integration or repository. Nothing of it is sent until the clearing is lifted. */
export interface Clearing {
  readonly id: number;
  readonly jiraSiteId: JiraSiteId;
  /** Undefined: everything at the site. */
  readonly integrationId: AssociatedPlace['integrationId'] | undefined;
  /** Undefined: everything of the integration. */
  readonly repositoryId: RepositoryId | undefined;
  readonly askedAt: Date;
  /** Undefined while it goes on. */
  readonly finishedAt: Date | undefined;
  /** When it was asked for; entries are commits, branches and pull requests. */
  readonly repositories: number;
  /** Given by `takeNext` so far. */
  readonly repositoriesQueued: number;
  readonly repositoriesDone: number;
  readonly entries: number;
  readonly entriesDone: number;
  /** Why it does not get on at the moment, in words. */
  readonly problem: string | undefined;
}

/** The place of a clearing. */
export type ClearedPlace = Pick<Clearing, 'jiraSiteId' | 'integrationId' | 'repositoryId'>;

/** Clearings under way and in force. */
export interface ClearingTable {
  /** Counts what there is to take back, and starts anew where the place was cleared before. */
  begin(place: ClearedPlace): Promise<Clearing>;
  /** What there is to take back. */
  count(place: ClearedPlace): Promise<Pick<Clearing, 'repositories' | 'entries'>>;
  get(id: number): Promise<Clearing | undefined>;
  /** Newest first. */
  list(site: JiraSiteId): Promise<readonly Clearing[]>;
  /**
   * Whether nothing may be sent of the repository. Within a transaction a new clearing waits for its end: what was noted
   * in it as being sent is seen by the clearing.
   */
  isInForce(place: AssociationPlace): Promise<boolean>;
  /** The next repositories of the place that the site may have something of, by id; they are not given again. */
  takeNext(id: number, limit: number): Promise<readonly RepositoryId[]>;
  /** Those that were given and are not done. */
  remaining(id: number): Promise<readonly RepositoryId[]>;
  /** A repository is done, with how many entries went. Told twice, it counts once. */
  noteDone(id: number, repository: RepositoryId, entries: number): Promise<void>;
  noteProblem(id: number, problem: string | undefined): Promise<void>;
  /** Nothing is left to take back. */
  finish(id: number, at: Date): Promise<void>;
  /** Lifts it, and those of places within. What is in force no more may be sent. */
  lift(id: number): Promise<void>;
}
