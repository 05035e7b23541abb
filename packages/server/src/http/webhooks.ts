/** The webhook door: raw bytes in, 202 as soon as they are safe, and reasons to come back when they are not. */

import { problemMediaType, type Problem } from '@branchline/contract';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { KnownEndpoint } from '../features/webhooks/known-endpoints.ts';
import type { Acceptance, WebhookDoor } from '../features/webhooks/webhook-door.ts';
import type { Log } from '../ports/log.ts';
import { heldBytes } from './held-bytes.ts';

/** GitHub sends at most 25 MB (docs.github.com, "Webhook payload cap"); the other services less. */
export const webhookBodyLimit = 26 * 1_048_576;
/** Of all requests that are being received and stored at the same time. */
const heldBytesLimit = 256 * 1_048_576;
/** When a sender that we cannot take in may come back. */
const retrySeconds = 30;

/** Under which name an address is kept with its request between finding it and reading the body. */
const foundAt = Symbol('webhook endpoint');

type Found = FastifyRequest & { [foundAt]?: KnownEndpoint };

const tooLarge: Problem = {
  type: 'invalid-request',
  title: 'The webhook is too large',
  status: 413,
  detail: 'A webhook may hold 26 MB.',
};

const comeBack: Problem = {
  type: 'unavailable',
  title: 'The webhook could not be stored',
  status: 503,
  detail:
    'Nothing of it was kept. It is not lost when it is sent again; otherwise the next look on schedule finds out.',
};

function sendProblem(reply: FastifyReply, problem: Problem): FastifyReply {
  if (problem.status === 503) void reply.header('retry-after', retrySeconds);
  return reply.code(problem.status).type(problemMediaType).send(problem);
}

function answer(reply: FastifyReply, acceptance: Acceptance): FastifyReply {
  if (acceptance.outcome !== 'refused') return reply.code(202).send(acceptance);
  const title = 'This is not a genuine webhook of the Git service';
  return sendProblem(reply, { type: 'invalid-signature', title, status: 401, detail: acceptance.reason });
}

/** Names in lower case, as Node.js has them; of repeated headers the last. */
function headersOf({ headers }: FastifyRequest): Readonly<Record<string, string>> {
  const entries = Object.entries(headers).map(([name, value]) => [
    name,
    (Array.isArray(value) ? value.at(-1) : value) ?? '',
  ]);
  return Object.fromEntries(entries) as Readonly<Record<string, string>>;
}

/** Adds the door. */
export async function mountWebhooks(server: FastifyInstance, door: WebhookDoor, log: Log): Promise<void> {
  await server.register(async (scope) => {
    const scales = heldBytes(heldBytesLimit, webhookBodyLimit);
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
    scope.setErrorHandler((error: Error & { readonly statusCode?: number }, request, reply) => {
      const status = error.statusCode ?? 500;
      const found = (request as Found)[foundAt];
      if (status === 413 && found !== undefined) {
        door.noteRefusal(found, 'It was larger than the 26 MB that a webhook may hold.', webhookBodyLimit);
      }
      if (status === 413) return sendProblem(reply, tooLarge);
      if (status >= 500) {
        log.warn('A webhook could not be taken in; its sender was asked to come back.', { reason: error.message });
        return sendProblem(reply, comeBack);
      }
      return sendProblem(reply, { type: 'invalid-request', title: 'The request does not fit', status });
    });
    scope.route<{ Params: { token: string } }>({
      method: 'POST',
      url: '/webhooks/:token',
      bodyLimit: webhookBodyLimit,
      // Both are for people and their browsers; all webhooks of a service come from one address.
      config: { rateLimit: false },
      helmet: false,
      // Before the body is read: strangers cannot make us read anything.
      async onRequest(request, reply) {
        if (scales.isFull()) return sendProblem(reply, comeBack);
        const found = await door.find(request.params.token);
        if (found === undefined) return reply.callNotFound();
        (request as Found)[foundAt] = found;
        scales.weigh(request, reply);
        return undefined;
      },
      async handler(request, reply) {
        const found = (request as Found)[foundAt];
        if (found === undefined) return reply.callNotFound();
        const body = request.body instanceof Uint8Array ? request.body : new Uint8Array();
        return answer(reply, await door.accept(found, { headers: headersOf(request), body }));
      },
    });
  });
}
