/** Switches with which a test makes the sandbox fail the way Jira can fail. */

import type { FaultPlace } from './request-places.ts';

export type Fault =
  /** Answers with this status, optionally with `Retry-After` and sentences for `errorMessages`. */
  | {
      readonly kind: 'status';
      readonly status: number;
      readonly retryAfter?: string;
      readonly messages?: readonly string[];
    }
  /** Answers after so many milliseconds, correctly. */
  | { readonly kind: 'slow'; readonly milliseconds: number }
  /** Never answers. */
  | { readonly kind: 'silence' }
  /** Cuts the connection before doing anything. */
  | { readonly kind: 'cut-before' }
  /** Does what was asked, then cuts the connection instead of answering. */
  | { readonly kind: 'cut-after' }
  /** Does what was asked, then answers with this status and nothing else, as a gateway does that lost the answer. */
  | { readonly kind: 'status-after'; readonly status: number }
  /** Does what was asked, then answers 202 with this text. */
  | { readonly kind: 'garbage'; readonly body: string }
  | { readonly kind: 'redirect'; readonly to: string };

export interface Faults {
  /** The next requests of this place, `times` of them, fail like this; faults queue up in the order given. */
  next(fault: Fault, choice?: { readonly on?: FaultPlace; readonly times?: number }): void;
  /** 413 for request bodies of more bytes; undefined for Jira's usual patience. */
  rejectBodiesAbove(bytes: number | undefined): void;
  /** 400 for the whole request while it contains an entity with this id. */
  poison(entityId: string): void;
  /** 202, but this entity is listed as failed with the message. */
  refuse(entityId: string, message: string): void;
  /** 403 for everything but the token, as when the permission was taken away. */
  forbid(forbidden: boolean): void;
  clear(): void;
}

/** The side of the switches that the sandbox reads. */
export interface FaultSwitches extends Faults {
  take(places: ReadonlySet<FaultPlace>): Fault | undefined;
  readonly bodyLimit: () => number | undefined;
  readonly isPoisoned: (entityId: string) => boolean;
  readonly refusalOf: (entityId: string) => string | undefined;
  readonly isForbidden: () => boolean;
}

interface WaitingFault {
  readonly fault: Fault;
  readonly on: FaultPlace;
  left: number;
}

export function createFaults(): FaultSwitches {
  let waiting: WaitingFault[] = [];
  let bodyLimit: number | undefined;
  let forbidden = false;
  const poisoned = new Set<string>();
  const refusals = new Map<string, string>();

  return {
    next: (fault, { on = 'any', times = 1 } = {}) => void waiting.push({ fault, on, left: times }),
    rejectBodiesAbove: (bytes) => void (bodyLimit = bytes),
    poison: (entityId) => void poisoned.add(entityId),
    refuse: (entityId, message) => void refusals.set(entityId, message),
    forbid: (value) => void (forbidden = value),
    clear() {
      waiting = [];
      bodyLimit = undefined;
      forbidden = false;
      poisoned.clear();
      refusals.clear();
    },
    take(places) {
      const found = waiting.find((one) => one.on === 'any' || places.has(one.on));
      if (found === undefined) return undefined;
      found.left -= 1;
      if (found.left <= 0) waiting = waiting.filter((one) => one !== found);
      return found.fault;
    },
    bodyLimit: () => bodyLimit,
    isPoisoned: (entityId) => poisoned.has(entityId),
    refusalOf: (entityId) => refusals.get(entityId),
    isForbidden: () => forbidden,
  };
}
