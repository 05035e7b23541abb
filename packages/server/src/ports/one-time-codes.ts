/** The second factor: codes that an app on a telephone shows, each good for half a minute (RFC 6238). */

import type { Secret } from '@branchline/domain';

/** A secret to be shared with an app. */
export interface NewSecondFactor {
  /** Base32, as people type it where they cannot scan. */
  readonly secret: Secret;
  /** `otpauth://…`, for a picture that the app scans. It contains the secret. */
  readonly address: Secret;
}

/** Makes secrets for it, and checks codes. */
export interface OneTimeCodes {
  /** @param login whose account it is, for the app's list */
  make(login: string): NewSecondFactor;
  /**
   * The number of the half minute to which the code belongs; undefined when it is wrong or more than half a minute off.
   * Each number may be used once.
   */
  stepOf(code: string, secret: Secret, now: Date): number | undefined;
}
