/** Tells work that is done for a request when nobody waits for the answer any more. */

import type { FastifyReply } from 'fastify';

/** Aborted when the connection closes before the answer has gone out. */
export function givenUp({ raw }: FastifyReply): AbortSignal {
  const controller = new AbortController();
  raw.once('close', () => {
    if (!raw.writableFinished) controller.abort();
  });
  return controller.signal;
}
