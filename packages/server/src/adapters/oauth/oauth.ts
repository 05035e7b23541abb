/** OAuth 2 with the library `openid-client`: the code is proved by PKCE, and every refusal becomes a sentence. */

import { Failure, Secret, type FailureKind, type OAuthCredential } from '@branchline/domain';
import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  calculatePKCECodeChallenge,
  ClientSecretBasic,
  ClientSecretPost,
  Configuration,
  customFetch,
  refreshTokenGrant,
  ResponseBodyError,
  type TokenEndpointResponse,
} from 'openid-client';
import type { Clock } from '../../ports/clock.ts';
import type { OAuth, OAuthParty } from '../../ports/oauth.ts';
import type { Network } from '../http-client/network.ts';
import { tokenFetch } from './token-fetch.ts';

export interface OAuthTools {
  readonly network: Network;
  readonly clock: Clock;
}

/** The one way in which the house speaks OAuth, with whatever service. */
export function createOAuth(tools: OAuthTools): OAuth {
  return {
    async authorizationUrl(party, { redirectUrl, scopes, state, verifier, extraParameters }) {
      const { configuration } = speakTo(tools, party);
      const url = buildAuthorizationUrl(configuration, {
        redirect_uri: redirectUrl,
        ...(scopes.length === 0 ? {} : { scope: scopes.join(' ') }),
        state,
        code_challenge: await calculatePKCECodeChallenge(verifier.reveal()),
        code_challenge_method: 'S256',
        ...extraParameters,
      });
      return url.href;
    },
    exchange: (party, { code, verifier, redirectUrl }) => {
      const address = new URL(redirectUrl);
      address.searchParams.set('code', code.reveal());
      const checks = { pkceCodeVerifier: verifier.reveal() };
      return ask(tools, party, 'rejected', (configuration) => authorizationCodeGrant(configuration, address, checks));
    },
    refresh: async (party, refreshToken) => {
      const credential = await ask(tools, party, 'unauthorized', (configuration) =>
        refreshTokenGrant(configuration, refreshToken.reveal()),
      );
      // Services that do not rotate it do not send it again.
      return { ...credential, refreshToken: credential.refreshToken ?? refreshToken };
    },
  };
}

interface Conversation {
  readonly configuration: Configuration;
  /** What kept us from getting an answer, which the library would wrap. */
  readonly broken: () => unknown;
}

function speakTo({ network }: OAuthTools, party: OAuthParty): Conversation {
  const { authorizeUrl, tokenUrl } = party.endpoints;
  const server = {
    // The services are not described by OpenID; what names them is where people sign in.
    issuer: new URL(authorizeUrl).origin,
    authorization_endpoint: authorizeUrl,
    token_endpoint: tokenUrl,
  };
  const secret = party.clientSecret.reveal();
  const authentication = party.clientAuthentication === 'header' ? ClientSecretBasic(secret) : ClientSecretPost(secret);
  const configuration = new Configuration(server, party.clientId, secret, authentication);
  // Whether plain http may be used is decided by the network.
  allowInsecureRequests(configuration);
  let broken: unknown;
  const fetch = tokenFetch(network, party);
  configuration[customFetch] = (url, request) =>
    fetch(url, request).catch((error: unknown) => {
      broken = error;
      throw error;
    });
  return { configuration, broken: () => broken };
}

async function ask(
  tools: OAuthTools,
  party: OAuthParty,
  refusal: FailureKind,
  grant: (configuration: Configuration) => Promise<TokenEndpointResponse>,
): Promise<OAuthCredential> {
  const { configuration, broken } = speakTo(tools, party);
  const askedAt = tools.clock.now().getTime();
  try {
    return credentialFrom(await grant(configuration), askedAt);
  } catch (error) {
    throw broken() ?? failureFrom(error, party, refusal);
  }
}

function credentialFrom(answer: TokenEndpointResponse, askedAt: number): OAuthCredential {
  const { access_token: accessToken, refresh_token: refreshToken, expires_in: seconds } = answer;
  return {
    kind: 'oauth',
    accessToken: new Secret(accessToken),
    refreshToken: refreshToken === undefined ? undefined : new Secret(refreshToken),
    expiresAt: seconds === undefined ? undefined : new Date(askedAt + seconds * 1000),
  };
}

/** Errors about us as a client; the rest is about the code or the refresh token. */
const clientErrors: ReadonlySet<string> = new Set([
  'invalid_client',
  'unauthorized_client',
  // GitHub's own.
  'incorrect_client_credentials',
  'application_suspended',
]);
const redirectErrors: ReadonlySet<string> = new Set(['redirect_uri_mismatch', 'invalid_redirect_uri']);
const longestWords = 300;

/** Never with the library's error as its cause: that holds the whole answer. */
function failureFrom(error: unknown, party: OAuthParty, refusal: FailureKind): Failure {
  const { serviceName: name } = party;
  if (!(error instanceof ResponseBodyError)) {
    const message = `${name} gave an answer at ${party.endpoints.tokenUrl} that holds no usable token. Check the address in the settings.`;
    return new Failure('invalid-response', 'git-service', message);
  }
  const words = (error.error_description ?? error.error).slice(0, longestWords);
  if (clientErrors.has(error.error)) {
    const remedy = 'Enter the id and the secret that the service shows for our OAuth client.';
    return new Failure(refusal, 'git-service', `${name} does not accept our OAuth client: ${words}. ${remedy}`);
  }
  if (redirectErrors.has(error.error)) {
    const remedy = 'Enter the redirect address that Branchline shows at the OAuth client there.';
    return new Failure(refusal, 'git-service', `${name} does not accept our redirect address: ${words}. ${remedy}`);
  }
  const message =
    refusal === 'unauthorized'
      ? `${name} no longer renews our access: ${words}. Sign in again.`
      : `${name} refused the sign-in: ${words}. Begin it again.`;
  return new Failure(refusal, 'git-service', message);
}
