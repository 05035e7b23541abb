/** Remembers who made a request, for the line that the log gets about it. */

import { nameOfPrincipal, type Principal } from '@branchline/domain';
import type { FastifyRequest } from 'fastify';

const principals = new WeakMap<FastifyRequest, Principal>();

/** A door has found out who it is. */
export function rememberCaller(request: FastifyRequest, principal: Principal): void {
  principals.set(request, principal);
}

/** One word for whoever made it, never a token; `nobody` for strangers and doors that ask for none. */
export function callerInWords(request: FastifyRequest): string {
  const principal = principals.get(request);
  return principal === undefined ? 'nobody' : nameOfPrincipal(principal);
}
