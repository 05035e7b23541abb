/** With whom OAuth is spoken for a service: its endpoints, and the client that an administrator entered for it. */

import { Failure, type AppId, type NetworkSettings, type ServiceSettings } from '@branchline/domain';
import type { GitServiceConnector } from '../../ports/git-service.ts';
import type { OAuthProvider } from '../../ports/git-service/sign-in.ts';
import type { OAuthParty } from '../../ports/oauth.ts';
import type { SecretBox } from '../../ports/secret-box.ts';
import type { Tables } from '../../ports/store.ts';
import { appSecretPlace } from '../../ports/store/apps.ts';
import { clientSecretPlace } from '../../ports/store/oauth-clients.ts';

export interface OAuthPartyDeps {
  readonly store: Tables;
  readonly secretBox: SecretBox;
}

/** Which service: a connector, and how it is reached. */
export interface ServicePlace {
  readonly connector: GitServiceConnector;
  readonly settings: ServiceSettings;
  readonly network: NetworkSettings;
}

/** @throws Failure `rejected` where nobody can sign in that way */
export function oauthOf(connector: GitServiceConnector): OAuthProvider {
  if (connector.oauth !== undefined) return connector.oauth;
  const kinds = connector.credentialKinds.join(', ');
  const message = `${connector.title} does not let people sign in by OAuth. It takes these credentials: ${kinds}.`;
  throw new Failure('rejected', 'git-service', message);
}

/** Names the service behind settings, whatever else they say: two integrations may be with the same one. */
export function serviceNameOf(connector: GitServiceConnector, settings: ServiceSettings): string {
  const address = connector.oauth?.endpoints(settings).authorizeUrl ?? JSON.stringify(settings);
  return `${connector.id} ${address}`;
}

/** @throws Failure `rejected` when no client was entered for this service */
export async function oauthPartyOf(deps: OAuthPartyDeps, place: ServicePlace): Promise<OAuthParty> {
  const { connector, settings, network } = place;
  const provider = oauthOf(connector);
  const endpoints = provider.endpoints(settings);
  const client = await deps.store.oauthClients.find(connector.id, endpoints.authorizeUrl);
  if (client === undefined) {
    const remedy = `Make one at ${provider.registrationUrl(settings)} and enter its id and secret.`;
    const message = `No OAuth client is entered for ${connector.title} at ${new URL(endpoints.authorizeUrl).host}. ${remedy}`;
    throw new Failure('rejected', 'git-service', message);
  }
  const secretPlace = clientSecretPlace(connector.id, endpoints.authorizeUrl);
  return {
    serviceName: connector.title,
    endpoints,
    clientAuthentication: provider.clientAuthentication,
    network,
    clientId: client.clientId,
    clientSecret: deps.secretBox.open(client.sealedClientSecret, secretPlace),
  };
}

/** Our app as an OAuth client, which every app is. @throws Failure `rejected` when it is gone, or has no secret here */
export async function appPartyOf(deps: OAuthPartyDeps, place: ServicePlace, id: AppId): Promise<OAuthParty> {
  const { connector, settings, network } = place;
  const provider = oauthOf(connector);
  const app = await deps.store.apps.get(id);
  const sealed = await deps.store.apps.sealedSecret(id, 'client-secret');
  if (app === undefined || sealed === undefined) {
    const message = `The app of ours at ${connector.title} is not known here any more, or its secret is not.`;
    throw new Failure('rejected', 'git-service', message);
  }
  return {
    serviceName: connector.title,
    endpoints: provider.endpoints(settings),
    clientAuthentication: provider.clientAuthentication,
    network,
    clientId: app.appId,
    clientSecret: deps.secretBox.open(sealed, appSecretPlace(id, 'client-secret')),
  };
}

/** As which client people sign in for an integration; undefined where they cannot. */
export async function ownClientOf(
  { store }: Pick<OAuthPartyDeps, 'store'>,
  { connector, settings }: Omit<ServicePlace, 'network'>,
  appId: AppId | undefined,
): Promise<{ readonly app: AppId | undefined } | undefined> {
  if (connector.oauth === undefined) return undefined;
  // Through the app people reach what it is installed at, and no more.
  if (appId !== undefined && (await store.apps.sealedSecret(appId, 'client-secret')) !== undefined) {
    return { app: appId };
  }
  const { authorizeUrl } = connector.oauth.endpoints(settings);
  return (await store.oauthClients.find(connector.id, authorizeUrl)) && { app: undefined };
}
