/** How many requests somebody gets in a minute: counted by who they are, and by their address until that is known. */

import { createHash } from 'node:crypto';
import rateLimit from '@fastify/rate-limit';
import { problemError, type ProblemError } from '@branchline/contract';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Clock } from '../ports/clock.ts';
import { sessionCookieFor } from './authenticate.ts';

export interface RequestLimitDeps {
  readonly clock: Clock;
  readonly secure: boolean;
  /** Left out: the usual number. */
  readonly requestsPerMinute?: number;
}

/** Far above what pages ask, far below what guessing tokens needs. */
const usualRequestsPerMinute = 1200;
/** Callers whose proof is remembered in this process; whoever is forgotten is counted by address once more. */
const rememberedCallers = 10_000;
/** For so long: a token may be taken away meanwhile, which only matters for the counting. */
const rememberedMilliseconds = 10 * 60_000;

interface KnownCaller {
  readonly name: string;
  readonly until: number;
}

declare module 'fastify' {
  interface FastifyInstance {
    /** Counts requests with the same proof for this caller from now on. */
    countFor(request: FastifyRequest, caller: string): void;
  }
}

/** Adds the limit, with headers that say what is left of it. */
export async function addRequestLimit(server: FastifyInstance, deps: RequestLimitDeps): Promise<void> {
  const known = new Map<string, KnownCaller>();
  const name = sessionCookieFor(deps);
  /** Of what came along to prove who asks. A wrong one leads nowhere: it counts for the address. */
  function proofOf({ headers, cookies }: FastifyRequest): string | undefined {
    const proof = headers.authorization ?? cookies[name];
    return proof === undefined ? undefined : createHash('sha256').update(proof).digest('base64url');
  }
  server.decorate('countFor', (request: FastifyRequest, caller: string) => {
    const proof = proofOf(request);
    if (proof === undefined) return;
    if (known.size >= rememberedCallers) known.clear();
    known.set(proof, { name: caller, until: deps.clock.now().getTime() + rememberedMilliseconds });
  });
  await server.register(rateLimit, {
    max: deps.requestsPerMinute ?? usualRequestsPerMinute,
    timeWindow: '1 minute',
    enableDraftSpec: true,
    keyGenerator: (request) => {
      const proof = proofOf(request);
      const caller = proof === undefined ? undefined : known.get(proof);
      const isKnown = caller !== undefined && caller.until > deps.clock.now().getTime();
      return isKnown ? `caller ${caller.name}` : `address ${request.ip}`;
    },
    errorResponseBuilder: (_request, { max, ttl }) => tooManyRequests(max, new Date(deps.clock.now().getTime() + ttl)),
  });
}

function tooManyRequests(max: number, retryAt: Date): ProblemError {
  return problemError({
    type: 'rate-limited',
    title: 'Too many requests',
    status: 429,
    detail: `You may ask ${max} times a minute.`,
    remedy: 'Wait until the minute is over, then go on; the header Retry-After says how many seconds that is.',
    retryAt: retryAt.toISOString(),
  });
}
