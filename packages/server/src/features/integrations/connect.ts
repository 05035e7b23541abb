/** Makes a live connection from an integration and its sealed credential. */

import { Failure, Secret, type Credential, type Integration, type IntegrationId } from '@branchline/domain';
import type { GitServiceConnection, GitServiceConnector } from '../../ports/git-service.ts';
import type { SecretBox } from '../../ports/secret-box.ts';
import type { Tables } from '../../ports/store.ts';

export interface ConnectDeps {
  readonly store: Tables;
  readonly secretBox: SecretBox;
  readonly connectors: ReadonlyMap<string, GitServiceConnector>;
}

/** Where an integration's credential is sealed to. */
export function credentialPlace(id: IntegrationId): string {
  return `integration/${id}/credential`;
}

/** A credential as text, to be sealed whole. */
export function credentialToText(credential: Credential): string {
  switch (credential.kind) {
    case 'none':
      return JSON.stringify({ kind: 'none' });
    case 'user-and-password':
      return JSON.stringify({ ...credential, password: credential.password.reveal() });
    case 'token':
      return JSON.stringify({ kind: 'token', token: credential.token.reveal() });
    case 'oauth':
      return JSON.stringify({
        kind: 'oauth',
        accessToken: credential.accessToken.reveal(),
        refreshToken: credential.refreshToken?.reveal(),
        expiresAt: credential.expiresAt?.toISOString(),
      });
    case 'app':
      return JSON.stringify({ ...credential, privateKey: credential.privateKey.reveal() });
    case 'ssh-key':
      return JSON.stringify({
        kind: 'ssh-key',
        privateKey: credential.privateKey.reveal(),
        passphrase: credential.passphrase?.reveal(),
      });
  }
}

/** The reverse of `credentialToText`; our own text, so it is taken at its word. */
function credentialFromText(text: string): Credential {
  const stored = JSON.parse(text) as Record<string, string | undefined> & { kind: Credential['kind'] };
  switch (stored.kind) {
    case 'none':
      return { kind: 'none' };
    case 'user-and-password':
      return { kind: 'user-and-password', user: stored['user'] ?? '', password: new Secret(stored['password'] ?? '') };
    case 'token':
      return { kind: 'token', token: new Secret(stored['token'] ?? '') };
    case 'oauth': {
      const { refreshToken, expiresAt } = stored;
      return {
        kind: 'oauth',
        accessToken: new Secret(stored['accessToken'] ?? ''),
        refreshToken: refreshToken === undefined ? undefined : new Secret(refreshToken),
        expiresAt: expiresAt === undefined ? undefined : new Date(expiresAt),
      };
    }
    case 'app': {
      const privateKey = new Secret(stored['privateKey'] ?? '');
      return {
        kind: 'app',
        appId: stored['appId'] ?? '',
        privateKey,
        installationId: stored['installationId'] ?? '',
      };
    }
    case 'ssh-key': {
      const passphrase = stored['passphrase'];
      return {
        kind: 'ssh-key',
        privateKey: new Secret(stored['privateKey'] ?? ''),
        passphrase: passphrase === undefined ? undefined : new Secret(passphrase),
      };
    }
  }
}

/** The connector of an integration. @throws Failure `rejected` when this program has none of that name */
export function connectorOf(deps: Pick<ConnectDeps, 'connectors'>, integration: Integration): GitServiceConnector {
  const connector = deps.connectors.get(integration.connector);
  if (connector !== undefined) return connector;
  const message = `${integration.name} uses the Git service "${integration.connector}", which this version does not know.`;
  throw new Failure('rejected', 'git-service', message);
}

/** Connects as the integration's service account. @throws Failure */
export async function connect(deps: ConnectDeps, integration: Integration): Promise<GitServiceConnection> {
  const sealed = await deps.store.integrations.sealedCredential(integration.id);
  const credential: Credential =
    sealed === undefined
      ? { kind: 'none' }
      : credentialFromText(deps.secretBox.open(sealed, credentialPlace(integration.id)).reveal());
  return connectorOf(deps, integration).connect({
    settings: integration.settings,
    network: integration.network,
    credential,
    budget: `integration/${integration.id}`,
    for: 'background',
  });
}
