/** What HTTP says about a failure: one of the two tables that say what follows from its kind. */

import type { Problem } from '@branchline/contract';
import type { Failure, FailureKind } from '@branchline/domain';

const statuses: Readonly<Record<FailureKind, number>> = {
  unauthorized: 502,
  forbidden: 403,
  'not-found': 404,
  conflict: 409,
  rejected: 422,
  'rate-limited': 503,
  unavailable: 503,
  'invalid-response': 502,
  'invalid-signature': 401,
};

const titles: Readonly<Record<FailureKind, string>> = {
  unauthorized: 'The service refused our account',
  forbidden: 'A right is missing',
  'not-found': 'Not found',
  conflict: 'Something stands in the way',
  rejected: 'This cannot be accepted',
  'rate-limited': 'The service asks us to wait',
  unavailable: 'The service cannot be reached',
  'invalid-response': 'The service answered something unexpected',
  'invalid-signature': 'The signature is wrong',
};

/** The problem of a failure; its message is written for people and holds no secret. */
export function problemOfFailure(failure: Failure): Problem {
  const { kind, message, retryAt } = failure;
  return {
    type: kind,
    title: titles[kind],
    status: statuses[kind],
    detail: message,
    ...(retryAt === undefined ? {} : { retryAt: retryAt.toISOString() }),
  };
}
