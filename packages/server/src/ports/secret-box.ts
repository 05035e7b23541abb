/** Keeps secrets sealed at rest. */

import type { Brand, Secret } from '@branchline/domain';

/** Key id, nonce and cipher text in one printable string. */
export type SealedSecret = Brand<string, 'SealedSecret'>;

/** Seals secrets before they touch a row, and opens them again. */
export interface SecretBox {
  /** `place` (such as `integration/12/credential`) is authenticated: a sealed value cannot be moved to another row. */
  seal(secret: Secret, place: string): SealedSecret;
  /** @throws Error when the value was tampered with, moved, or sealed with a key that is not on the ring */
  open(sealed: SealedSecret, place: string): Secret;
  /** The same secret under the newest key; rotation is a walk over rows. */
  reseal(sealed: SealedSecret, place: string): SealedSecret;
  /** Names of the keys on the ring, the one that seals first. */
  keyIds(): readonly string[];
}
