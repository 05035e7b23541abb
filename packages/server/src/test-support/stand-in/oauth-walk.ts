/** Walks through OAuth at a stand-in as a browser and our server do, for tests of families that offer it. */

import { type OAuthCredential, plainNetwork, Secret, type ServiceSettings } from '@branchline/domain';
import { createOAuth } from '../../adapters/oauth/oauth.ts';
import type { Network } from '../../adapters/http-client/network.ts';
import type { Clock } from '../../ports/clock.ts';
import type { GitServiceConnection, GitServiceConnector } from '../../ports/git-service.ts';
import type { OAuth, OAuthParty } from '../../ports/oauth.ts';
import { testNetwork } from '../test-network.ts';
import type { StandIn } from './stand-in.ts';

export const redirectUrl = 'https://branchline.example/oauth/callback';
export const verifier = new Secret('v'.repeat(64));

/** Both ends of the way, and somebody who walks it. */
export interface OAuthWalk {
  readonly oauth: OAuth;
  readonly party: OAuthParty;
  /** As the account that signed in. */
  readonly connect: (credential: OAuthCredential) => GitServiceConnection;
  /** Consents, as a person in a browser would. @throws Error when the state does not come back */
  readonly code: () => Promise<Secret>;
}

/** Lets the stand-in know our client. */
export function addOAuthClient(standIn: StandIn): void {
  const client = { id: 'client', secret: 'a-client-secret', name: 'x', redirectUrls: [redirectUrl] };
  standIn.state.oauthClients.push(client);
}

/** At this stand-in, by this connector. */
export function oauthWalk(
  standIn: StandIn,
  connectorAt: (network: Network, clock: Clock) => GitServiceConnector,
  input: unknown,
): OAuthWalk {
  const { clock } = standIn.state;
  const network = testNetwork({ clock });
  const connector = connectorAt(network, clock);
  const settings: ServiceSettings = connector.parseSettings(input);
  const provider = connector.oauth;
  if (provider === undefined) throw new Error('OAuth is not offered.');
  const party: OAuthParty = {
    serviceName: connector.title,
    endpoints: provider.endpoints(settings),
    clientAuthentication: provider.clientAuthentication,
    network: plainNetwork,
    clientId: 'client',
    clientSecret: new Secret('a-client-secret'),
  };
  const oauth = createOAuth({ network, clock });
  return {
    oauth,
    party,
    connect: (credential) =>
      connector.connect({ settings, credential, network: plainNetwork, budget: 'test', for: 'background' }),
    async code() {
      const scopes = provider.scopes('service-account');
      const extraParameters = provider.switchAccountParameters;
      const wish = { redirectUrl, scopes, state: 'a-state', verifier, extraParameters };
      const answer = await fetch(await oauth.authorizationUrl(party, wish), { redirect: 'manual' });
      const back = new URL(answer.headers.get('location') ?? '').searchParams;
      if (back.get('state') !== 'a-state') throw new Error('The state did not come back.');
      return new Secret(back.get('code') ?? '');
    },
  };
}
