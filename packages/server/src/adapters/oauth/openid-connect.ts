/** OpenID Connect with the library `openid-client`: what a provider says of itself, PKCE, and a token that is verified. */

import { Failure } from '@branchline/domain';
import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  calculatePKCECodeChallenge,
  ClientSecretPost,
  customFetch,
  discovery,
  type Configuration,
} from 'openid-client';
import { z } from 'zod';
import type { OpenId, OpenIdPerson, OpenIdProvider, OpenIdTrip } from '../../ports/openid.ts';
import type { Network } from '../http-client/network.ts';
import { providerFetch } from './provider-fetch.ts';

const usualScopes = ['openid', 'profile', 'email'];

/** What we read of a token; anything else in it is nobody's business. */
const Claims = z.looseObject({
  iss: z.string(),
  sub: z.string().min(1),
  name: z.string().optional().catch(undefined),
  preferred_username: z.string().optional().catch(undefined),
  email: z.string().optional().catch(undefined),
  email_verified: z
    .union([z.boolean(), z.enum(['true', 'false'])])
    .optional()
    .catch(undefined),
});

/** Made anew for each use: what a provider says of itself may change, and sign-ins are rare. */
export function createOpenId(network: Network): OpenId {
  return {
    async check(provider) {
      await configurationOf(network, provider);
    },
    async authorizationUrl(provider, { state, nonce, verifier, redirectUrl }) {
      const { configuration } = await configurationOf(network, provider);
      const url = buildAuthorizationUrl(configuration, {
        redirect_uri: redirectUrl,
        scope: [...usualScopes, ...provider.moreScopes].join(' '),
        state,
        nonce,
        code_challenge: await calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
      });
      return url.href;
    },
    finish: (provider, trip, callback) => finish(network, provider, trip, callback),
  };
}

interface Spoken {
  readonly configuration: Configuration;
  /** What kept us from getting an answer, which the library would wrap. */
  readonly broken: () => unknown;
}

/** @throws Failure when the provider cannot be asked, or does not describe itself */
async function configurationOf(network: Network, provider: OpenIdProvider): Promise<Spoken> {
  const { issuer, clientId, clientSecret } = provider;
  let broken: unknown;
  const fetch = providerFetch(network, [clientSecret]);
  const noticing: typeof fetch = (url, request) =>
    fetch(url, request).catch((error: unknown) => {
      broken = error;
      throw error;
    });
  try {
    const secret = clientSecret.reveal();
    const configuration = await discovery(new URL(issuer), clientId, secret, ClientSecretPost(secret), {
      [customFetch]: noticing,
      // Whether plain http may be used is decided by the network.
      execute: [allowInsecureRequests],
    });
    return { configuration, broken: () => broken };
  } catch {
    if (broken !== undefined) throw explained(broken, issuer);
    const message = `${issuer} does not describe itself as an OpenID Connect provider of exactly that name.`;
    const remedy = 'Enter the issuer as the provider writes it in its own description, character by character.';
    throw new Failure('rejected', 'identity-provider', `${message} ${remedy}`);
  }
}

function explained(error: unknown, issuer: string): unknown {
  if (!(error instanceof Failure)) return error;
  const { kind, retryAt } = error;
  const options = retryAt === undefined ? {} : { retryAt };
  return new Failure(kind, 'identity-provider', `${issuer} cannot be asked. ${error.message}`, options);
}

async function finish(
  network: Network,
  provider: OpenIdProvider,
  trip: OpenIdTrip,
  callback: URL,
): Promise<OpenIdPerson> {
  const { configuration, broken } = await configurationOf(network, provider);
  try {
    const answer = await authorizationCodeGrant(configuration, callback, {
      pkceCodeVerifier: trip.verifier,
      expectedState: trip.state,
      expectedNonce: trip.nonce,
      idTokenExpected: true,
    });
    return personFrom(Claims.parse(answer.claims()), provider);
  } catch (error) {
    if (broken() !== undefined) throw explained(broken(), provider.issuer);
    const words = error instanceof Error ? error.message.slice(0, 300) : '';
    const message = `${provider.issuer} did not sign you in, or what it said does not fit: ${words}.`;
    throw new Failure('rejected', 'identity-provider', `${message} Begin again.`);
  }
}

function personFrom(claims: z.infer<typeof Claims>, { groupsClaim }: OpenIdProvider): OpenIdPerson {
  const { iss, sub, name, preferred_username: login, email, email_verified: verified } = claims;
  const isVerified = verified === true || verified === 'true';
  return {
    issuer: iss,
    subject: sub,
    name,
    login,
    email: isVerified ? email : undefined,
    groups: groupsIn(claims, groupsClaim),
  };
}

/** A dot leads into an object: `realm_access.roles`. A claim of that whole name comes first. */
function groupsIn(claims: Readonly<Record<string, unknown>>, claim: string): readonly string[] {
  const nested = claim.split('.').reduce<unknown>((place, name) => {
    return typeof place === 'object' && place !== null ? (place as Readonly<Record<string, unknown>>)[name] : undefined;
  }, claims);
  const found = claims[claim] ?? nested;
  const list: readonly unknown[] = Array.isArray(found) ? found : [found];
  return list.filter((group) => typeof group === 'string');
}
