/** How much is held in memory for webhooks that are being received: strangers must not fill it. */

import type { FastifyReply, FastifyRequest } from 'fastify';

/** Weighs what comes in until it has been answered. */
export interface HeldBytes {
  isFull(): boolean;
  weigh(request: FastifyRequest, reply: FastifyReply): void;
}

/** Reckoned for a body whose length the sender does not tell. */
const unknownBytes = 1_048_576;

/** @param limit of all requests at the same time @param most of one body, in bytes */
export function heldBytes(limit: number, most: number): HeldBytes {
  let held = 0;
  return {
    isFull: () => held > limit,
    weigh(request, reply) {
      const size = Math.min(Number(request.headers['content-length'] ?? unknownBytes), most);
      held += size;
      reply.raw.once('close', () => (held -= size));
    },
  };
}
