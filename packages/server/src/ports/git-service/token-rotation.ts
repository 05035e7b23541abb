/** Tokens that can make their own successor. */

import type { Secret } from '@branchline/domain';

/** A new token; the old one is worth nothing any more. */
export interface SuccessorToken {
  readonly token: Secret;
  /** Undefined: it does not end, or nobody knows when. */
  readonly expiresAt: Date | undefined;
}

/** Replaces the token of the connection at its service. */
export interface TokenRotation {
  /**
   * From the answer on, everybody who has the old token is locked out, and using it once more may end the new one as
   * well.
   * @param days how long the new one should last; it lasts less where the service allows no more
   * @throws Failure `forbidden` naming the missing right; `unavailable` leaves open whether it was done
   */
  rotate(now: Date, days: number): Promise<SuccessorToken>;
}
