/** Tells GitLab's webhooks from those of others: by the signature of newer servers, or the secret token of older ones. */

import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { Failure, type Secret } from '@branchline/domain';
import type { WebhookRequest } from '../../../ports/git-service/webhooks.ts';

/** How old, or how far ahead of our clock, a signature may be: https://docs.gitlab.com/user/project/integrations/webhooks/ */
const skewMilliseconds = 5 * 60 * 1000;

/**
 * GitLab 19 sends its id and time always, but a signature only with a signing token: the signature decides. Where
 * there is one, the plain token beside it proves nothing any more.
 */
export function verifyGitlab(request: WebhookRequest, secrets: readonly Secret[]): void {
  const usable = secrets.filter((secret) => secret.reveal() !== '');
  if (usable.length === 0) throw refused('there is no secret to check it with.');
  const signature = request.headers['webhook-signature'];
  if (signature !== undefined) return verifySignature(request, signature, usable);
  const token = request.headers['x-gitlab-token'] ?? '';
  if (token === '') throw refused('it carries neither a signature nor a secret token.');
  // Every secret is compared, so that the time tells nothing.
  const matches = usable.filter((secret) => sameBytes(Buffer.from(token), Buffer.from(secret.reveal())));
  if (matches.length === 0) throw refused('its secret token is not ours.');
}

/** The scheme of Standard Webhooks: https://www.standardwebhooks.com. Several signatures while a key is changed. */
function verifySignature(request: WebhookRequest, header: string, secrets: readonly Secret[]): void {
  const id = request.headers['webhook-id'] ?? '';
  const timestamp = request.headers['webhook-timestamp'] ?? '';
  if (!/^\d{1,12}$/.test(timestamp) || id === '') throw refused('its signature lacks the id or the time it was made.');
  const away = Math.abs(Number(timestamp) * 1000 - request.receivedAt.getTime());
  if (!(away <= skewMilliseconds)) {
    throw refused('it was signed more than 5 minutes away from our time. Compare the clocks of both machines.');
  }
  const signatures = header
    .split(' ')
    .flatMap((one) => (one.startsWith('v1,') ? [Buffer.from(one.slice(3), 'base64')] : []));
  const expected = secrets.map((secret) =>
    createHmac('sha256', signingKeyOf(secret)).update(`${id}.${timestamp}.`).update(request.body).digest(),
  );
  const matches = signatures.filter((one) => expected.filter((wanted) => sameBytes(one, wanted)).length > 0);
  if (matches.length === 0) throw refused('its signature is not made with our secret.');
}

/** In a time that depends on neither content nor length. */
function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  const digest = (bytes: Uint8Array): Buffer => createHash('sha256').update(bytes).digest();
  return timingSafeEqual(digest(a), digest(b)) && a.length === b.length;
}

function refused(because: string): Failure {
  return new Failure('invalid-signature', 'git-service', `The webhook was refused: ${because}`);
}

// GitLab wants 32 bytes, Standard Webhooks between 24 and 64.
const signingTokenForm = /^whsec_[A-Za-z0-9+/]{32,86}={0,2}$/;

/**
 * The signing token that goes with a secret: GitLab wants `whsec_` and 32 bytes in base64, our secrets are any text.
 * So it is the SHA-256 of the secret, unless the secret is a signing token already.
 */
export function signingTokenFrom(secret: Secret): string {
  const text = secret.reveal();
  return signingTokenForm.test(text) ? text : `whsec_${createHash('sha256').update(text).digest('base64')}`;
}

function signingKeyOf(secret: Secret): Buffer {
  return Buffer.from(signingTokenFrom(secret).slice('whsec_'.length), 'base64');
}
