/** Turns passwords into what may be kept, and tells whether a password is the one. */

import type { Secret } from '@branchline/domain';

/** One way of keeping passwords. */
export interface Passwords {
  /** What is kept: it says by itself how it was made, and cannot be turned back. */
  hash(password: Secret): Promise<string>;
  /** Takes as long for a wrong password as for the right one. */
  verify(password: Secret, hash: string): Promise<boolean>;
  /** Takes as long as `verify`, for names that nobody has: time must not tell which names there are. */
  pretend(password: Secret): Promise<void>;
}
