/** What a route is, and the kinds most routes are of. */

import type { IntegrationId, IssueKey } from '@branchline/domain';
import { z } from 'zod';
import { idOf } from './fields.ts';

/**
 * Who may ask: anybody, whoever holds the trigger's secret, whoever administers this installation (holds the access
 * token, or an account as administrator or manager), whoever may decide about people (the token, or an administrator's
 * account), or everybody we know, each of whom is answered only with what they may see.
 */
export type RouteAccess = 'open' | 'trigger-secret' | 'signed-in' | 'administrator' | 'viewer';

/** What a request that edits something says, as far as it takes it; for finding out what it edits. */
export interface EditRequest {
  readonly query: unknown;
  readonly body: unknown;
}

/**
 * One route. `params` are the words after colons in the path; what is left out is not taken.
 *
 * Something that can be edited has a version, so that two who edit it at once do not overwrite each other:
 * 1. The GET route answers a shape made with `versioned(Shape, ['name', …])`, naming the fields that an edit replaces.
 *    In lists it is the shape of the elements. Handlers know nothing of it: the server fills in `version`, and sends
 *    that of the answer itself as `ETag`, too.
 * 2. The PUT, PATCH or DELETE route says `edits: 'nameOfTheGetRoute'`, which has the same params and the same access;
 *    where that one needs a query, `editsOf` makes it. Its own answer may be versioned with the same fields.
 * 3. Clients pass `ifMatch: version`. When the thing is another by now, the answer is 412 `changed-meanwhile`, and
 *    nothing is done. Without it, the edit goes through.
 */
export interface Route {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly access: RouteAccess;
  readonly params?: z.ZodType;
  readonly query?: z.ZodType;
  readonly request?: z.ZodType;
  /** The status of success. */
  readonly status: 200 | 201 | 202 | 204;
  readonly response: z.ZodType;
  /** Media types of an answer that is text, a file as a rule; left out: JSON. The response is a string then. */
  readonly media?: readonly string[];
  /** The name of the GET route that shows what this one changes: it takes `If-Match`. */
  readonly edits?: string;
  /** The query with which that GET route is asked for what a request changes; left out: none. */
  readonly editsOf?: (request: EditRequest) => unknown;
}

/** The parameter of routes about one integration. */
export const ofIntegration = z.object({ id: idOf<IntegrationId>() });

/** The parameter of routes about one issue. */
export const ofIssue = z.object({
  /** In any case; goes on in upper case. */
  key: z
    .string()
    .max(300)
    .regex(/^[A-Za-z][A-Za-z0-9_]*-\d+$/u, 'is not an issue key: write it like ABC-123')
    .transform((key) => key.toUpperCase() as IssueKey),
});

const signedIn = { access: 'signed-in', status: 200 } as const;

/** For everybody we know, each seeing what they may: showing. */
export const view = { access: 'viewer', status: 200, method: 'GET' } as const;

/** For administrators: showing, doing, replacing, removing. */
export const show = { ...signedIn, method: 'GET' } as const;
export const act = { ...signedIn, method: 'POST' } as const;
export const replace = { ...signedIn, method: 'PUT' } as const;
export const change = { ...signedIn, method: 'PATCH' } as const;
export const remove = { ...signedIn, method: 'DELETE' } as const;
