/** One line in the log and one count for every request, and an id by which people can quote it. */

import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { randomBytes } from 'node:crypto';
import type { Log } from '../ports/log.ts';
import type { Counts } from '../ports/metrics.ts';
import { callerInWords } from './request-caller.ts';

export interface RequestLogDeps {
  readonly log: Log;
  readonly metrics: Pick<Counts, 'requestAnswered'>;
}

/** Under which name answers carry the id of their request. */
export const requestIdHeader = 'x-request-id';

/** Asked every few seconds by machines; answered well they are no news. */
const probes: ReadonlySet<string> = new Set(['/healthz', '/readyz', '/metrics']);

/** Twelve characters: enough to find a line again. Ids that senders bring are not taken over: they could be anything. */
export function newRequestId(): string {
  return randomBytes(9).toString('base64url');
}

/** The pattern that a request met, with one word for all files and one for what met none. Never an address. */
export function routeOf(request: FastifyRequest): string {
  const { url } = request.routeOptions;
  if (url === undefined || url === '*') return 'page';
  return url.startsWith('/assets/') || url.includes('.') ? 'file' : url;
}

function note({ log, metrics }: RequestLogDeps, request: FastifyRequest, reply: FastifyReply): void {
  const { method } = request;
  const route = routeOf(request);
  const status = reply.statusCode;
  metrics.requestAnswered({ method, route, status, seconds: reply.elapsedTime / 1000 });
  if (probes.has(route) && status < 400) return;
  const milliseconds = Math.round(reply.elapsedTime);
  log.info('request', { method, route, status, milliseconds, requestId: request.id, who: callerInWords(request) });
}

/** Call it before anything else is added: what was there before is not logged. */
export function addRequestLog(server: FastifyInstance, deps: RequestLogDeps): void {
  server.addHook('onRequest', (request, reply, done) => {
    void reply.header(requestIdHeader, request.id);
    done();
  });
  server.addHook('onResponse', (request, reply, done) => {
    note(deps, request, reply);
    done();
  });
}
