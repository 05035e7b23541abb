/** The door of Prometheus: open to whoever administers, and to the holder of a token that opens nothing else. */

import { mayAdminister } from '@branchline/domain';
import { problemMediaType } from '@branchline/contract';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Metrics } from '../ports/metrics.ts';
import { callerOf, mayReadMetrics, sessionCookieFor, type AuthenticateDeps } from './authenticate.ts';
import { notSignedIn, onlyAdministrators } from './problems.ts';

export interface MetricsDoorDeps extends AuthenticateDeps {
  readonly metrics: Metrics;
  /** Opens this door alone; undefined: only who administers may read. */
  readonly metricsToken: string | undefined;
}

async function admit(deps: MetricsDoorDeps, { headers, cookies }: FastifyRequest): Promise<void> {
  if (mayReadMetrics(deps.metricsToken, headers.authorization)) return;
  const caller = await callerOf(deps, headers.authorization, cookies?.[sessionCookieFor(deps)]);
  if (caller === undefined) throw notSignedIn();
  if (!mayAdminister(caller.principal) && caller.isReader !== true) throw onlyAdministrators();
}

/** Adds `/metrics`. */
export function addMetricsDoor(server: FastifyInstance, deps: MetricsDoorDeps): void {
  server.get('/metrics', async (request, reply) => {
    await admit(deps, request);
    try {
      return await reply
        .header('cache-control', 'no-store')
        .type(deps.metrics.mediaType)
        .send(await deps.metrics.page());
    } catch {
      // Half a page would look like sudden health.
      const detail = 'Figures come from the database, which does not answer.';
      const problem = { type: 'unavailable', title: 'There are no figures now', status: 503, detail };
      return reply.code(503).type(problemMediaType).send(problem);
    }
  });
}
