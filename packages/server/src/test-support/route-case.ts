/** How one route of the API is asked by the tests of all routes. */

import type { TestServer } from './test-server.ts';

/** How one route is asked: rightly, and as nobody should. */
export interface RouteCase {
  readonly path?: string;
  readonly body?: (test: TestServer) => object;
  /** What must be there besides the examples, for the right answer. May be called several times. */
  readonly prepare?: (test: TestServer) => Promise<void>;
  /** What does not fit; undefined where there is nothing that could not. */
  readonly malformed: { readonly path?: string; readonly body?: unknown } | undefined;
  /** By the session of an account: the access token has no account of its own. `jira`: only from inside Jira. */
  readonly by?: 'session' | 'jira';
  /** Nothing can be asked by it any more. */
  readonly endsTheSession?: true;
}

/** A path that names nothing, where a number is wanted. */
export const noSuchWord = { path: '/one' } as const;

/** The route about the first of something, and the same with what is no number. */
export const ofFirst = (rest = '') => ({ path: `/1${rest}`, malformed: { path: `/one${rest}` } });
