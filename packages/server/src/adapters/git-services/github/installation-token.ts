/** Makes a GitHub App's tokens: one that it signs itself, and short-lived ones for each of its installations. */

import { createHash, createPrivateKey, type KeyObject } from 'node:crypto';
import { Failure, Secret, type AppCredential } from '@branchline/domain';
import { SignJWT } from 'jose';
import { z } from 'zod';
import type { Clock } from '../../../ports/clock.ts';
import type { GitHubApi, TokenSource } from './api.ts';

// "Generating a JSON Web Token": at most 10 minutes ahead, and issued 60 seconds ago against clocks that drift.
const signedForSeconds = 9 * 60;
const driftSeconds = 60;
// An installation's token lasts an hour; a walk over many pages must not see it end.
const refreshMilliseconds = 10 * 60_000;

const TokenEntry = z.object({ token: z.string().min(1), expires_at: z.string() });

export type AppKey = Omit<AppCredential, 'kind' | 'installationId'>;

/** The app as itself: a new token for each request, since making one costs nothing. */
export function appTokens(app: AppKey, clock: Clock): TokenSource {
  return { current: () => signAs(app, clock.now()) };
}

/** @throws Failure `rejected` when the private key cannot be read */
async function signAs({ appId, privateKey }: AppKey, now: Date): Promise<Secret> {
  const seconds = Math.floor(now.getTime() / 1000);
  const token = await new SignJWT({})
    .setProtectedHeader({ alg: 'RS256', typ: 'JWT' })
    .setIssuer(appId)
    .setIssuedAt(seconds - driftSeconds)
    .setExpirationTime(seconds + signedForSeconds)
    .sign(keyFrom(privateKey));
  return new Secret(token);
}

function keyFrom(privateKey: Secret): KeyObject {
  try {
    const key = createPrivateKey(privateKey.reveal());
    if (key.asymmetricKeyType === 'rsa') return key;
  } catch {
    // What it says may quote the key.
  }
  const message = 'The app’s private key cannot be read. Paste the whole .pem file that GitHub gave out for the app.';
  throw new Failure('rejected', 'git-service', message);
}

interface HeldToken {
  readonly token: Secret;
  readonly refreshAt: number;
}

interface Holder {
  held: HeldToken | undefined;
  underWay: Promise<HeldToken> | undefined;
}

/** Who asks for an installation's token, and by which way. */
export interface InstallationWish {
  readonly credential: AppCredential;
  readonly apiUrl: string;
  /** Speaks as the app. */
  readonly appApi: GitHubApi;
}

/** Keeps the tokens of all installations in this process; one refresh at a time for each. */
export function createInstallationTokens(clock: Clock): (wish: InstallationWish) => TokenSource {
  const holders = new Map<string, Holder>();

  function renew(holder: Holder, wish: InstallationWish): Promise<HeldToken> {
    holder.underWay ??= requestToken(wish)
      .then((held) => (holder.held = held))
      .finally(() => {
        holder.underWay = undefined;
      });
    return holder.underWay;
  }

  return (wish) => {
    const name = nameOf(wish);
    const holder = holders.get(name) ?? { held: undefined, underWay: undefined };
    holders.set(name, holder);
    return {
      async current() {
        const { held } = holder;
        if (held !== undefined && clock.now().getTime() < held.refreshAt) return held.token;
        return (await renew(holder, wish)).token;
      },
      async after(refused) {
        const { held } = holder;
        // Somebody else may have renewed it meanwhile.
        if (held !== undefined && held.token !== refused) return held.token;
        return (await renew(holder, wish)).token;
      },
    };
  };
}

/** The key is part of it: who does not hold it gets no token from here. */
function nameOf({ apiUrl, credential: { appId, installationId, privateKey } }: InstallationWish): string {
  const key = createHash('sha256').update(privateKey.reveal()).digest('hex');
  return JSON.stringify([apiUrl, appId, installationId, key]);
}

async function requestToken({ appApi, credential }: InstallationWish): Promise<HeldToken> {
  const path = `/app/installations/${encodeURIComponent(credential.installationId)}/access_tokens`;
  try {
    const { token, expires_at: expiresAt } = await appApi.send('POST', path, { json: {}, answer: TokenEntry });
    return { token: new Secret(token), refreshAt: Date.parse(expiresAt) - refreshMilliseconds };
  } catch (error) {
    if (!(error instanceof Failure) || error.kind !== 'not-found') throw error;
    const message = 'The app is not installed there any more. Install it again on its page, or remove the integration.';
    throw new Failure('unauthorized', 'git-service', message, { cause: error.cause });
  }
}
