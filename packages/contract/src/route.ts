/** What a route is, and the kinds most routes are of. */

import type { IntegrationId } from '@branchline/domain';
import { z } from 'zod';
import { idOf } from './fields.ts';

/**
 * Who may ask: anybody, whoever holds the trigger's secret, whoever administers this installation (holds the access
 * token, or an account as administrator or manager), whoever may decide about people (the token, or an administrator's
 * account), or everybody we know, each of whom is answered only with what they may see.
 */
export type RouteAccess = 'open' | 'trigger-secret' | 'signed-in' | 'administrator' | 'viewer';

/** One route. `params` are the words after colons in the path; what is left out is not taken. */
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
}

/** The parameter of routes about one integration. */
export const ofIntegration = z.object({ id: idOf<IntegrationId>() });

const signedIn = { access: 'signed-in', status: 200 } as const;

/** For everybody we know, each seeing what they may: showing. */
export const view = { access: 'viewer', status: 200, method: 'GET' } as const;

/** For administrators: showing, doing, replacing, removing. */
export const show = { ...signedIn, method: 'GET' } as const;
export const act = { ...signedIn, method: 'POST' } as const;
export const replace = { ...signedIn, method: 'PUT' } as const;
export const change = { ...signedIn, method: 'PATCH' } as const;
export const remove = { ...signedIn, method: 'DELETE' } as const;
