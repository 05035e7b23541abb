/** The problems that doors state themselves, and how anything thrown becomes one. */

import { isProblemError, problemError, type Problem, type ProblemError } from '@branchline/contract';
import { Failure, type IssueKey } from '@branchline/domain';
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

/** Nothing tells it from an issue that they may not see. */
export function noSuchIssue(key: IssueKey): ProblemError {
  return problemError({
    type: 'not-found',
    title: 'Not found',
    status: 404,
    detail: `There is no issue ${key} with development information that you may see.`,
    remedy:
      'Open it in Jira. If it is there and its development panel is not, ask whoever administers the project for the ' +
      'permission to view development tools.',
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

/** Somebody we know asks for what only administrators may do. */
export function onlyAdministrators(): ProblemError {
  return problemError({
    type: 'forbidden',
    title: 'Only administrators of Branchline may do this',
    status: 403,
    remedy: 'Ask whoever administers Branchline, or sign in with the access token.',
  });
}

/** The token is for reading, and this changes something. */
export function onlyReading(): ProblemError {
  return problemError({
    type: 'forbidden',
    title: 'This token is for reading only',
    status: 403,
    remedy: 'Make a token with the scope write, or administer for deciding about people.',
  });
}

/** A page of another origin tried to act through somebody's browser. */
export function foreignPage(): ProblemError {
  return problemError({
    type: 'forbidden',
    title: 'Only pages of Branchline may do this',
    status: 403,
    detail: 'The browser says that a page of another address made this request.',
    remedy: 'Open Branchline itself and do it there; behind a proxy, let it pass the Host header on.',
  });
}

/** The version that somebody edited from is not today's. */
export function changedMeanwhile(): ProblemError {
  return problemError({
    type: 'changed-meanwhile',
    title: 'Somebody else changed this meanwhile',
    status: 412,
    detail: 'It is not what it was when you loaded it. Nothing was saved.',
    remedy: 'Load it again, look at what is different, and save once more; without If-Match it is overwritten.',
  });
}

/** Somebody else's edit of the same thing does not come to an end. */
export function editedByOthers(): ProblemError {
  return problemError({
    type: 'unavailable',
    title: 'Somebody else is saving this at this moment',
    status: 503,
    detail: 'Their edit has taken a minute so far. Nothing of yours was saved.',
    remedy: 'Load it again in a moment and look at what they changed.',
  });
}

/** What is wrong with a request, in the words of its schema. */
export function invalidRequest(detail: string): ProblemError {
  return problemError({ type: 'invalid-request', title: 'The request does not fit', status: 400, detail });
}

/** What the framework refuses by itself, in our words. */
const refusals: Readonly<Record<number, Omit<Problem, 'status'>>> = {
  413: {
    type: 'invalid-request',
    title: 'The request is too large',
    detail: 'A request may hold 1 MB.',
    remedy: 'Send less at once.',
  },
  415: {
    type: 'invalid-request',
    title: 'The request is not JSON',
    remedy: 'Send JSON, with the header content-type: application/json.',
  },
};

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
    const status = error.statusCode;
    return {
      type: 'invalid-request',
      title: 'The request does not fit',
      detail: error.message,
      ...refusals[status],
      status,
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
