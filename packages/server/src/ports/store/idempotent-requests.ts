/** The port to requests that are done once, however often they are sent. */

import type { SealedSecret } from '../secret-box.ts';

/** Which request it is. */
export interface RequestIdentity {
  /** One word for whoever asks, the same each time. */
  readonly caller: string;
  /** The route's name. */
  readonly route: string;
  readonly keyDigest: string;
}

/** One try at a request. */
export interface RequestBeginning extends RequestIdentity {
  /** Of everything that was sent. */
  readonly requestDigest: string;
  /** A word of its own for this try. */
  readonly attempt: string;
  /** How long nobody else may begin while there is no answer. */
  readonly leaseSeconds: number;
  /** How long an answer is kept. */
  readonly keptSeconds: number;
}

/** What there was when a request came. */
export type BegunRequest =
  | { readonly outcome: 'begun' }
  | { readonly outcome: 'under-way' }
  /** The key belongs to another request. */
  | { readonly outcome: 'another-request' }
  | { readonly outcome: 'answered'; readonly status: number; readonly sealedAnswer: SealedSecret | undefined };

/** Requests with keys and the answers they got. */
export interface IdempotentRequestTable {
  /** Of several that come at once, one begins. */
  begin(request: RequestBeginning): Promise<BegunRequest>;
  /** Nothing happens when the lease has ended and somebody else has begun. */
  finish(
    request: RequestIdentity,
    attempt: string,
    answer: { readonly status: number; readonly sealedAnswer: SealedSecret | undefined },
  ): Promise<void>;
  /** It may be tried again at once. */
  giveUp(request: RequestIdentity, attempt: string): Promise<void>;
  removeOlderThan(seconds: number): Promise<void>;
}
