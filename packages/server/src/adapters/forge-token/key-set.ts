/** The keys with which Forge signs: fetched when they are needed, kept for a while, and not asked for by forgers. */

import { Failure } from '@branchline/domain';
import { createLocalJWKSet, errors, type JWTVerifyGetKey } from 'jose';
import { z } from 'zod';
import type { Clock } from '../../ports/clock.ts';
import type { HttpClient } from '../http-client/http-client.ts';

const KeySet = z.object({ keys: z.array(z.looseObject({ kty: z.string() })).min(1) });

/** Keys that were withdrawn are taken no longer than this. */
const freshMilliseconds = 60 * 60_000;
/** When Atlassian cannot be reached, the keys of before serve as long as this. */
const staleMilliseconds = 24 * 60 * 60_000;
/** A name that is not in the set makes us ask again, and this seldom at most: anybody can make up names. */
const leastPauseMilliseconds = 60_000;

/** Nobody can tell whether a signature is right. */
export class KeysUnavailable extends Error {
  override readonly name = 'KeysUnavailable';
}

interface Held {
  readonly find: JWTVerifyGetKey;
  readonly fetchedAt: number;
}

export interface KeySetTools {
  readonly url: string;
  /** Answers within the time that Forge gives us. */
  readonly http: HttpClient;
  readonly clock: Clock;
}

/** Finds the key that a token names. @throws KeysUnavailable, or jose's own error for a name that is not in the set */
export function createKeySet({ url, http, clock }: KeySetTools): JWTVerifyGetKey {
  let held: Held | undefined;
  let triedAt = Number.NEGATIVE_INFINITY;
  let underWay: Promise<Held> | undefined;

  async function fetchKeys(): Promise<Held> {
    const fetchedAt = clock.now().getTime();
    triedAt = fetchedAt;
    const answer = await http.ask({ method: 'GET', url, repeatable: false, answer: KeySet });
    return { find: createLocalJWKSet(answer), fetchedAt };
  }

  /** Several tokens at one moment share one request. */
  async function renew(): Promise<Held> {
    underWay ??= fetchKeys().finally(() => {
      underWay = undefined;
    });
    held = await underWay;
    return held;
  }

  function ageOf({ fetchedAt }: Held): number {
    return clock.now().getTime() - fetchedAt;
  }

  function mayAsk(): boolean {
    return underWay !== undefined || clock.now().getTime() - triedAt >= leastPauseMilliseconds;
  }

  async function usable(): Promise<Held> {
    if (held !== undefined && ageOf(held) < freshMilliseconds) return held;
    try {
      if (mayAsk()) return await renew();
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      if (held === undefined) throw new KeysUnavailable(error.message, { cause: error });
    }
    if (held !== undefined && ageOf(held) < staleMilliseconds) return held;
    throw new KeysUnavailable('Forge could not be asked for its keys a moment ago.');
  }

  return async (head, token) => {
    const keys = await usable();
    try {
      return await keys.find(head, token);
    } catch (error) {
      if (!(error instanceof errors.JWKSNoMatchingKey) || !mayAsk()) throw error;
      const renewed = await renew().catch(() => undefined);
      if (renewed === undefined) throw error;
      return renewed.find(head, token);
    }
  };
}
