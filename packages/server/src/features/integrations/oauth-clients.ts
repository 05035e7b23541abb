/** Our registrations as an OAuth client, which an administrator makes at each service and enters here. */

import { Failure, type OAuthClientId, type Secret, type ServiceSettings } from '@branchline/domain';
import type { GitServiceConnector } from '../../ports/git-service.ts';
import type { SecretBox } from '../../ports/secret-box.ts';
import type { Store } from '../../ports/store.ts';
import { clientSecretPlace, type OAuthClientRow } from '../../ports/store/oauth-clients.ts';
import { connectorNamed } from './connect.ts';
import { oauthOf, serviceNameOf } from './oauth-party.ts';

export interface OAuthClientDeps {
  readonly store: Store;
  readonly secretBox: SecretBox;
  readonly connectors: ReadonlyMap<string, GitServiceConnector>;
}

export interface NewOAuthClient {
  readonly connector: string;
  readonly settings: unknown;
  readonly clientId: string;
  readonly clientSecret: Secret;
}

/** A registration as it is shown: never its secret. */
export interface OAuthClientView extends Omit<OAuthClientRow, 'sealedClientSecret'> {
  readonly connectorTitle: string;
  /** The page where it was made. */
  readonly registrationUrl: string;
  /** How many integrations sign in with it. */
  readonly integrations: number;
}

export async function listOAuthClients(deps: OAuthClientDeps): Promise<readonly OAuthClientView[]> {
  const clients = await deps.store.oauthClients.list();
  const known = clients.filter(({ connector }) => deps.connectors.get(connector)?.oauth !== undefined);
  return Promise.all(known.map((client) => viewOf(deps, client)));
}

/** Takes the place of the client that was entered for this service before. @throws Failure `rejected` */
export async function saveOAuthClient(deps: OAuthClientDeps, wanted: NewOAuthClient): Promise<OAuthClientView> {
  const connector = connectorNamed(deps, wanted.connector);
  const settings = connector.parseSettings(wanted.settings);
  const { authorizeUrl } = oauthOf(connector).endpoints(settings);
  const sealedClientSecret = deps.secretBox.seal(wanted.clientSecret, clientSecretPlace(connector.id, authorizeUrl));
  const { clientId } = wanted;
  const named = { connector: connector.id, authorizeUrl, settings };
  return viewOf(deps, await deps.store.oauthClients.save({ ...named, clientId, sealedClientSecret }));
}

/**
 * False when there is none of that number.
 * @throws Failure `conflict` while integrations sign in with it
 */
export async function removeOAuthClient(deps: OAuthClientDeps, id: OAuthClientId): Promise<boolean> {
  const client = await deps.store.oauthClients.get(id);
  if (client === undefined) return false;
  const users = await usersOf(deps, client.connector, client.settings);
  if (users.length > 0) {
    const message = `${users.map((name) => `"${name}"`).join(', ')} could no longer sign in. Disconnect them first.`;
    throw new Failure('conflict', 'git-service', message);
  }
  await deps.store.oauthClients.remove(id);
  return true;
}

async function usersOf(
  { store, connectors }: Pick<OAuthClientDeps, 'store' | 'connectors'>,
  id: string,
  settings: ServiceSettings,
): Promise<readonly string[]> {
  const connector = connectors.get(id);
  if (connector === undefined) return [];
  const service = serviceNameOf(connector, settings);
  return (await store.integrations.list())
    .filter((each) => each.connector === id && each.credentialKind === 'oauth')
    .filter((each) => serviceNameOf(connector, each.settings) === service)
    .map(({ name }) => name);
}

async function viewOf(deps: OAuthClientDeps, row: OAuthClientRow): Promise<OAuthClientView> {
  const { id, connector: name, authorizeUrl, settings, clientId, addedAt } = row;
  const connector = connectorNamed(deps, name);
  const users = await usersOf(deps, name, settings);
  return {
    id,
    connector: name,
    authorizeUrl,
    settings,
    clientId,
    addedAt,
    connectorTitle: connector.title,
    registrationUrl: oauthOf(connector).registrationUrl(settings),
    integrations: users.length,
  };
}
