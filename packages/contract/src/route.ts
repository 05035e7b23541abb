/** What a route is, and the kinds most routes are of. */

import type { IntegrationId } from '@branchline/domain';
import { z } from 'zod';
import { idOf } from './fields.ts';

/** Who may ask: anybody, whoever holds the trigger's secret, or a person who signed in (or holds the access token). */
export type RouteAccess = 'open' | 'trigger-secret' | 'signed-in';

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

/** For people who signed in: showing, doing, replacing, removing. */
export const show = { ...signedIn, method: 'GET' } as const;
export const act = { ...signedIn, method: 'POST' } as const;
export const replace = { ...signedIn, method: 'PUT' } as const;
export const change = { ...signedIn, method: 'PATCH' } as const;
export const remove = { ...signedIn, method: 'DELETE' } as const;
