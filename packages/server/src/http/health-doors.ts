/** The doors of load balancers, and of ourselves: whether the process lives, whether it can work, and that it is us. */

import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { proofOf, proofPath, type CheckPublicAddressDeps } from '../features/operations/check-public-address.ts';
import { invalidRequest, notFound } from './problems.ts';
import type { Store } from '../ports/store.ts';

export interface HealthDoorsDeps extends Pick<CheckPublicAddressDeps, 'store'> {
  readonly store: Store;
}

const Challenge = z.object({ challenge: z.string().regex(/^[\w-]{16,100}$/) });

/** Adds `/healthz`, `/healthz/proof` and `/readyz`: open, and they say nothing about what is in the house. */
export function addHealthDoors(server: FastifyInstance, deps: HealthDoorsDeps): void {
  server.get('/healthz', async () => ({ status: 'ok' }));
  server.get('/readyz', async (_request, reply) => {
    try {
      await deps.store.ping();
      return { status: 'ready' };
    } catch {
      return reply.code(503).send({ status: 'not ready', detail: 'The database does not answer.' });
    }
  });
  server.get(proofPath, async (request, reply) => {
    const asked = Challenge.safeParse(request.query);
    if (!asked.success) throw invalidRequest('challenge: 16 to 100 letters, digits, dashes and underscores.');
    const proof = await proofOf(deps, asked.data.challenge);
    if (proof === undefined) throw notFound('access token');
    return reply.header('cache-control', 'no-store').send({ proof });
  });
}
