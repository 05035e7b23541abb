/** The trigger for scripts and CI at any webhook address: a small JSON with a clone URL, and the secret in a header. */

import { createHash, timingSafeEqual } from 'node:crypto';
import { Failure, type Secret } from '@branchline/domain';
import type { WebhookReader, WebhookRequest } from '../../ports/git-service/webhooks.ts';

/** In place of a connector's id. */
export const triggerId = 'trigger';

/** The header with the secret; a bearer token does as well. */
export const triggerSecretHeader = 'x-branchline-secret';

function givenSecret({ headers }: WebhookRequest): string | undefined {
  const bearer = /^Bearer +(\S+)$/i.exec(headers['authorization'] ?? '')?.[1];
  return headers[triggerSecretHeader] ?? bearer;
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

function refuse(message: string): never {
  throw new Failure('invalid-signature', 'git-service', message);
}

function verify(request: WebhookRequest, secrets: readonly Secret[]): void {
  const given = givenSecret(request);
  if (given === undefined || given === '') {
    refuse(`The trigger carries no secret. Send the address's secret in the header ${triggerSecretHeader}.`);
  }
  const matches = secrets.filter((secret) => timingSafeEqual(digest(secret.reveal()), digest(given)));
  if (matches.length === 0) refuse("The trigger's secret is not the one of this address.");
}

/** The text after `cloneUrl` in the body; undefined when there is none. @throws Error when it is no JSON object */
function cloneUrlIn(body: Uint8Array): string | undefined {
  if (body.byteLength === 0) return undefined;
  const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  if (typeof value !== 'object' || value === null) throw new Error('no object');
  const cloneUrl = 'cloneUrl' in value ? value.cloneUrl : undefined;
  return typeof cloneUrl === 'string' && cloneUrl.trim() !== '' ? cloneUrl.trim() : undefined;
}

/** Reads `{"cloneUrl":"https://git.example.com/acme/app.git"}`; at a repository's address an empty body will do. */
export const genericTrigger: WebhookReader = {
  recognises: (request) => givenSecret(request) !== undefined,
  verify,
  describe: () => ({ event: triggerId, deliveryId: undefined }),
  read({ body }) {
    try {
      const cloneUrl = cloneUrlIn(body);
      const repository = { remoteId: undefined, cloneUrl, name: undefined };
      return { kind: 'look', repository, scope: { kind: 'everything' } };
    } catch {
      return { kind: 'ignore', reason: 'The body is no JSON object such as {"cloneUrl":"https://…"}.' };
    }
  },
  manualSteps: () => [
    `Let your script send a POST request to the address, with the secret in the header ${triggerSecretHeader}.`,
    'Send the repository in the body: {"cloneUrl":"https://git.example.com/acme/app.git"}, as application/json.',
  ],
};
