/** The problems that doors state themselves, and how anything thrown becomes one. */

import { isProblemError, problemError, type Problem, type ProblemError } from '@branchline/contract';
import { Failure } from '@branchline/domain';
import { problemOfFailure } from './status-of-failure.ts';

/** A thing asked for by its id or key is not there. */
export function notFound(what: string): ProblemError {
  return problemError({
    type: 'not-found',
    title: 'Not found',
    status: 404,
    detail: `There is no ${what} of that id.`,
    remedy: 'It may have been removed; go back to the list.',
  });
}

export function notSignedIn(): ProblemError {
  return problemError({
    type: 'not-signed-in',
    title: 'You are not signed in',
    status: 401,
    remedy: 'Sign in with the access token that was printed at the first start.',
  });
}

/** What is wrong with a request, in the words of its schema. */
export function invalidRequest(detail: string): ProblemError {
  return problemError({ type: 'invalid-request', title: 'The request does not fit', status: 400, detail });
}

interface HttpError {
  readonly statusCode: number;
  readonly message: string;
}

function isHttpError(error: unknown): error is HttpError {
  return error instanceof Error && 'statusCode' in error && typeof error.statusCode === 'number';
}

/** What to answer; undefined for a defect of ours, whose words are for the log only. */
export function problemOf(error: unknown): Problem | undefined {
  if (isProblemError(error)) return error.problem;
  if (error instanceof Failure) return problemOfFailure(error);
  // The framework's own: a body that is too large or no JSON, too many requests.
  if (isHttpError(error) && error.statusCode < 500) {
    return {
      type: 'invalid-request',
      title: 'The request does not fit',
      status: error.statusCode,
      detail: error.message,
    };
  }
  return undefined;
}

/** The answer to a defect. */
export const defect: Problem = {
  type: 'defect',
  title: 'Branchline made a mistake',
  status: 500,
  detail: 'The request could not be answered because of a defect in Branchline, not in what you sent.',
  remedy: 'The log of the server says more; please report it.',
};
