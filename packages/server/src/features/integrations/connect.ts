/** Makes a live connection from an integration and its sealed credential, which it keeps fresh. */

import { Failure, type Credential, type Integration, type IntegrationId, type Secret } from '@branchline/domain';
import type { ConnectionRequest, GitServiceConnection, GitServiceConnector } from '../../ports/git-service.ts';
import type { OAuthParty } from '../../ports/oauth.ts';
import type { Store } from '../../ports/store.ts';
import { appSecretPlace } from '../../ports/store/apps.ts';
import { personalConnectionPlace, type PersonalConnectionKey } from '../../ports/store/personal-connections.ts';
import { freshCredential, type CredentialHome, type FreshCredentialDeps } from './fresh-credential.ts';
import { appPartyOf, oauthPartyOf, type ServicePlace } from './oauth-party.ts';
import { reconnecting } from './reconnecting.ts';
import type { StoredAppCredential, StoredCredential, StoredOAuthCredential } from './stored-credential.ts';

export interface ConnectDeps extends FreshCredentialDeps {
  readonly store: Store;
  readonly connectors: ReadonlyMap<string, GitServiceConnector>;
}

/** Where an integration's credential is sealed to. */
export function credentialPlace(id: IntegrationId): string {
  return `integration/${id}/credential`;
}

/** The name of an integration's credential: for its lock, and for its allowance of requests. */
export function credentialName(id: IntegrationId): string {
  return `integration/${id}`;
}

/** The service account's credential. */
function integrationHome({ integrations }: Store, id: IntegrationId): CredentialHome {
  return {
    name: credentialName(id),
    place: credentialPlace(id),
    read: () => integrations.sealedCredential(id),
    replace: (before, after) => integrations.replaceSealedCredential(id, before, after),
  };
}

/** A connector by its id. @throws Failure `rejected` when this program has none of that name */
export function connectorNamed(deps: Pick<ConnectDeps, 'connectors'>, id: string): GitServiceConnector {
  const connector = deps.connectors.get(id);
  if (connector !== undefined) return connector;
  const known = [...deps.connectors.keys()].join(', ');
  throw new Failure('rejected', 'git-service', `There is no Git service "${id}"; known are: ${known}.`);
}

/** The connector of an integration. @throws Failure `rejected` when this program has none of that name */
export function connectorOf(deps: Pick<ConnectDeps, 'connectors'>, integration: Integration): GitServiceConnector {
  const connector = deps.connectors.get(integration.connector);
  if (connector !== undefined) return connector;
  const message = `${integration.name} uses the Git service "${integration.connector}", which this version does not know.`;
  throw new Failure('rejected', 'git-service', message);
}

/** Connects as the integration's service account. @throws Failure */
export async function connect(
  deps: ConnectDeps,
  integration: Integration,
  waiting: ConnectionRequest['for'] = 'background',
): Promise<GitServiceConnection> {
  const { settings, network } = integration;
  const wish = { connector: connectorOf(deps, integration), settings, network, for: waiting };
  return connectFrom(deps, integrationHome(deps.store, integration.id), wish, () => oauthPartyOf(deps, wish));
}

/** Somebody's own credential; it lives with their account at the service. */
function personalHome({ personalConnections }: Store, key: PersonalConnectionKey): CredentialHome {
  const place = personalConnectionPlace(key);
  return {
    name: place,
    place,
    read: () => personalConnections.sealedCredential(key),
    replace: (before, after) => personalConnections.replaceSealedCredential(key, before, after),
  };
}

/** Connects by a person's own credential, which they gave for this integration. @throws Failure */
export async function connectAsPerson(
  deps: ConnectDeps,
  integration: Integration,
  key: PersonalConnectionKey,
): Promise<GitServiceConnection> {
  const { settings, network } = integration;
  const wish = { connector: connectorOf(deps, integration), settings, network, for: 'person' } as const;
  return connectFrom(deps, personalHome(deps.store, key), wish, (credential) => ownPartyOf(deps, wish, credential));
}

/** What cannot be renewed any more is theirs to give again. */
async function ownPartyOf(deps: ConnectDeps, place: ServicePlace, { app }: StoredOAuthCredential): Promise<OAuthParty> {
  try {
    return await (app === undefined ? oauthPartyOf(deps, place) : appPartyOf(deps, place, app));
  } catch (error) {
    if (!(error instanceof Failure) || error.kind !== 'rejected') throw error;
    const message = `Your access to ${place.connector.title} cannot be renewed here any more. Connect again. ${error.message}`;
    throw new Failure('unauthorized', 'git-service', message);
  }
}

/** Connects with whatever credential lives there. */
async function connectFrom(
  deps: ConnectDeps,
  home: CredentialHome,
  wish: ServicePlace & Pick<ConnectionRequest, 'for'>,
  party: (credential: StoredOAuthCredential) => Promise<OAuthParty>,
): Promise<GitServiceConnection> {
  const stored = (await freshCredential(deps, home, { party })) ?? { kind: 'none' };
  const open = async (credential: StoredCredential) => connectWith(deps, credential, { ...wish, budget: home.name });
  const mayChange = wish.connector.capabilities.includes('token-rotation');
  if (tokenThatChanges(stored, mayChange) === undefined) return open(stored);
  return reconnecting(async (refused) => {
    const fresh = refused === undefined ? stored : await freshCredential(deps, home, { party, refused });
    const accessToken = fresh && tokenThatChanges(fresh, mayChange);
    if (fresh === undefined || accessToken === undefined)
      throw new Failure('unavailable', 'git-service', 'The credential was replaced.');
    return { connection: await open(fresh), accessToken };
  });
}

/** A token that may be another one by the time the service refuses it; undefined when it stays what it is. */
function tokenThatChanges(credential: StoredCredential, tokensRotate: boolean): Secret | undefined {
  if (credential.kind === 'token') return tokensRotate ? credential.token : undefined;
  const isRefreshed = credential.kind === 'oauth' && credential.refreshToken !== undefined;
  return isRefreshed ? credential.accessToken : undefined;
}

/** Connects with this credential, wherever it is kept, and however fresh it is. */
export async function connectWith(
  deps: Pick<ConnectDeps, 'store' | 'secretBox'>,
  credential: StoredCredential,
  { connector, settings, network, budget, for: waiting }: ServicePlace & Pick<ConnectionRequest, 'for' | 'budget'>,
): Promise<GitServiceConnection> {
  const live: Credential = credential.kind === 'app' ? await appCredential(deps, credential) : credential;
  return connector.connect({ settings, network, credential: live, budget, for: waiting });
}

async function appCredential(
  { store, secretBox }: Pick<ConnectDeps, 'store' | 'secretBox'>,
  { app: id, installationId }: StoredAppCredential,
): Promise<Credential> {
  const app = await store.apps.get(id);
  const sealed = await store.apps.sealedSecret(id, 'private-key');
  if (app === undefined || sealed === undefined) {
    throw new Failure('unauthorized', 'git-service', 'The app that this integration uses is not known here any more.');
  }
  const privateKey = secretBox.open(sealed, appSecretPlace(id, 'private-key'));
  return { kind: 'app', appId: app.appId, privateKey, installationId };
}
