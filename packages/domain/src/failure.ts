/** The outside world said no: one class, a closed list of kinds, and no other error of ours crosses a port. */

/**
 * What kind of no it was. What follows from each is said in two tables: `after-failure.ts` for jobs and the server's
 * `status-of-failure.ts` for answers; others ask at most for one kind that they have their own remedy for.
 */
export type FailureKind =
  | 'unauthorized'
  | 'forbidden'
  | 'not-found'
  | 'conflict'
  | 'rejected'
  | 'rate-limited'
  | 'unavailable'
  | 'invalid-response'
  | 'invalid-signature';

export const failureKinds: readonly FailureKind[] = [
  'unauthorized',
  'forbidden',
  'not-found',
  'conflict',
  'rejected',
  'rate-limited',
  'unavailable',
  'invalid-response',
  'invalid-signature',
];

/** Who said it. */
export type FailureOrigin = 'git-service' | 'git' | 'jira' | 'mail' | 'identity-provider';

/** What a failure may carry besides its message. */
export interface FailureDetails {
  /** The first moment at which trying again makes sense, when the other side named one. */
  readonly retryAt?: Date;
  readonly cause?: unknown;
}

/**
 * Something outside refused or broke. The message is a whole sentence for an administrator: what happened, why, and
 * what to do. It never holds a secret.
 */
export class Failure extends Error {
  override readonly name = 'Failure';
  readonly kind: FailureKind;
  readonly from: FailureOrigin;
  readonly retryAt: Date | undefined;

  constructor(kind: FailureKind, from: FailureOrigin, message: string, details: FailureDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.kind = kind;
    this.from = from;
    this.retryAt = details.retryAt;
  }
}
