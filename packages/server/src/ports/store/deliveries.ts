/** The port to the inbox and log of everything that arrives at the webhook door, kept for 30 days. */

import type { IntegrationId, RepositoryId } from '@branchline/domain';
import type { WebhookEndpointId } from './webhook-endpoints.ts';

export type DeliveryId = number;

/**
 * `waiting`: stored, not read yet. `queued`: something is looked at because of it. `ignored`: nothing to do. `refused`: not
 * genuine, or it may not do what it asks. `failed`: it broke while it was read.
 */
export type DeliveryOutcome = 'waiting' | 'queued' | 'ignored' | 'refused' | 'failed';

export const deliveryOutcomes: readonly DeliveryOutcome[] = ['waiting', 'queued', 'ignored', 'refused', 'failed'];

/** One line of the log. */
export interface Delivery {
  readonly id: DeliveryId;
  readonly receivedAt: Date;
  /** Undefined for the generic trigger of the API, and when the address was removed. */
  readonly endpointId: WebhookEndpointId | undefined;
  /** Undefined as long as it was not found out, and when it was removed. */
  readonly integrationId: IntegrationId | undefined;
  readonly repositoryId: RepositoryId | undefined;
  /** The connector that reads it; undefined when there was none. */
  readonly connector: string | undefined;
  /** The service's own name for what happened; may be empty. */
  readonly event: string;
  /** What it speaks of: a repository's name or clone URL; may be empty. */
  readonly about: string;
  readonly outcome: DeliveryOutcome;
  /** In words: what was queued, or why it was ignored; empty while it waits. */
  readonly note: string;
  /** Of the body, in bytes. */
  readonly size: number;
  /** How many more of the same kind were counted instead of kept: refused ones. */
  readonly repeats: number;
  readonly readAt: Date | undefined;
  readonly replayedAt: Date | undefined;
}

/** A line with what arrived. */
export interface WholeDelivery extends Delivery {
  /** Names in lower case; those that may hold a secret were never stored. */
  readonly headers: Readonly<Record<string, string>>;
  /** Undefined when it was not kept. */
  readonly body: Uint8Array | undefined;
}

/** A genuine delivery to be stored. */
export interface NewDelivery {
  readonly endpointId: WebhookEndpointId;
  readonly integrationId: IntegrationId | undefined;
  readonly repositoryId: RepositoryId | undefined;
  readonly connector: string;
  readonly event: string;
  /** The same for every repetition. */
  readonly deliveryKey: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
  readonly receivedAt: Date;
}

/** Deliveries that were not let in, counted on one line. */
export interface RefusedDeliveries {
  readonly endpointId: WebhookEndpointId;
  readonly integrationId: IntegrationId | undefined;
  readonly repositoryId: RepositoryId | undefined;
  readonly connector: string | undefined;
  readonly event: string;
  /** Those with the same one share a line. */
  readonly deliveryKey: string;
  readonly note: string;
  readonly size: number;
  readonly count: number;
  readonly receivedAt: Date;
}

/** What became of one delivery. */
export interface DeliveryReading {
  readonly id: DeliveryId;
  readonly integrationId: IntegrationId | undefined;
  readonly repositoryId: RepositoryId | undefined;
  readonly about: string;
  readonly outcome: Exclude<DeliveryOutcome, 'waiting'>;
  readonly note: string;
}

/** Which lines of the log are wanted; what is undefined does not matter. */
export interface DeliveryFilter {
  readonly integrationId?: IntegrationId | undefined;
  readonly repositoryId?: RepositoryId | undefined;
  /** Whether it is known of which repository it speaks. */
  readonly isMatched?: boolean | undefined;
  readonly outcome?: DeliveryOutcome | undefined;
  readonly event?: string | undefined;
  /** Received at this moment or later. */
  readonly since?: Date | undefined;
  /** Received before this moment. */
  readonly until?: Date | undefined;
  /** Part of what it speaks of, of the note or of the event, in any case. */
  readonly search?: string | undefined;
}

/** A part of the log. */
export interface DeliveryPage {
  readonly deliveries: readonly Delivery[];
  /** Pass it as `before` for what is older; undefined at the end. */
  readonly next: DeliveryId | undefined;
  /** How far back was looked when it was not to the end; undefined when the page is full or the last. */
  readonly lookedBackTo: Date | undefined;
}

/** Whose deliveries are read together: an integration's, or those that came to the installation's address. */
export type Inbox = IntegrationId | undefined;

/** The inbox and the log. */
export interface DeliveryTable {
  /** The generic trigger's line, read already. */
  add(delivery: {
    readonly about: string;
    readonly outcome: 'queued' | 'ignored';
    readonly note: string;
  }): Promise<void>;
  /**
   * Stores them in this order, and adds the jobs that read these inboxes, in one commit. Their ids, in the same order;
   * undefined for one that had been stored before.
   */
  store(deliveries: readonly NewDelivery[], inboxes: readonly Inbox[]): Promise<readonly (DeliveryId | undefined)[]>;
  /** One line for those with the same key, with their number. */
  countRefused(refused: RefusedDeliveries): Promise<void>;
  /** Not read yet, in the order of arrival: at most `limit` and, but for the first, at most `bytes` of bodies. */
  waiting(inbox: Inbox, limit: number, bytes: number): Promise<readonly WholeDelivery[]>;
  /** Inboxes in which something has been waiting since before this moment. */
  waitingInboxes(before: Date): Promise<readonly Inbox[]>;
  /** Writes down what became of them. */
  markRead(readings: readonly DeliveryReading[], at: Date): Promise<void>;
  /** Newest first, those before `before`. */
  list(filter: DeliveryFilter, limit: number, before?: DeliveryId): Promise<readonly Delivery[]>;
  /**
   * The same for people. Where no index knows all that is asked for, so many are looked at that an answer comes soon: a
   * page may hold few, or none, although older ones match.
   */
  page(filter: DeliveryFilter, limit: number, before?: DeliveryId): Promise<DeliveryPage>;
  /** How many a filter lets through, and how many of them can be replayed. Reads all of them. */
  count(filter: DeliveryFilter): Promise<{ readonly deliveries: number; readonly replayable: number }>;
  get(id: DeliveryId): Promise<WholeDelivery | undefined>;
  /** Those whose body was kept wait again and are noted as replayed. How many, and in which inboxes. */
  replay(
    which: readonly DeliveryId[] | DeliveryFilter,
    at: Date,
  ): Promise<{ readonly replayed: number; readonly inboxes: readonly Inbox[] }>;
  removeBefore(moment: Date): Promise<number>;
}
