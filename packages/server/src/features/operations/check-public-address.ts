/** Asks for ourselves at the address that people and Git services use, and makes sure that it is us who answers. */

import { createHmac } from 'node:crypto';
import type { PublicAddress } from '../../ports/machine.ts';
import type { Tables } from '../../ports/store.ts';
import { broken, look, well, type Finding } from './finding.ts';

export interface CheckPublicAddressDeps {
  readonly store: Pick<Tables, 'installation'>;
  readonly publicAddress: PublicAddress;
  readonly randomToken: () => string;
}

/** Where every process of this installation proves that it is one. */
export const proofPath = '/healthz/proof';

/**
 * What only this installation can answer to a challenge; nothing else is signed in this way, so a proof opens nothing.
 * Undefined as long as there is no access token to make it from.
 */
export async function proofOf({ store }: Pick<CheckPublicAddressDeps, 'store'>, challenge: string) {
  const digest = await store.installation.accessTokenDigest();
  if (digest === undefined) return undefined;
  return createHmac('sha256', digest).update(`public address ${challenge}`).digest('base64url');
}

const outside = {
  everybody: 'Git services on the internet can reach it if a firewall lets them.',
  'own network':
    'Only your own network reaches it: Git services on the internet cannot send webhooks, and Jira Cloud cannot ask it.',
  'this machine': 'Only this machine reaches it: nobody else can open the pages, and no webhooks are registered.',
} as const;

export async function checkPublicAddress(deps: CheckPublicAddressDeps): Promise<Finding> {
  const { publicAddress } = deps;
  const { url } = publicAddress;
  const challenge = deps.randomToken();
  const [reach, expected] = await Promise.all([publicAddress.reach(), proofOf(deps, challenge)]);
  const answer = await publicAddress.ask(`${proofPath}?challenge=${encodeURIComponent(challenge)}`);
  const details = reach === undefined ? [] : [outside[reach]];
  const remedy = 'Set BRANCHLINE_URL to the address at which people open Branchline, and let the proxy pass it on.';
  if (answer.outcome === 'silent') {
    const words = `${url} does not answer from this machine: ${answer.because}`;
    return broken('public address', words, remedy, { details });
  }
  if (expected === undefined || !answer.body.includes(expected)) {
    const words = `Somebody else answers at ${url} (status ${answer.status}).`;
    return broken('public address', words, remedy, { details });
  }
  if (reach === 'this machine') {
    const more = 'Set BRANCHLINE_HOST and BRANCHLINE_URL, or put a reverse proxy in front.';
    return look('public address', `${url} is answered by this Branchline. ${outside[reach]}`, more);
  }
  const plain = url.startsWith('http:');
  if (plain) {
    const words = `${url} is answered by this Branchline, without encryption.`;
    return look('public address', words, 'Put a proxy with https in front: sign-ins can be overheard.', { details });
  }
  return well('public address', `${url} is answered by this Branchline.`, { details });
}
