/** Adds an integration: checks the settings, seals the credential, saves, and starts to discover its repositories. */

import { Failure, Secret, type Credential, type Integration } from '@branchline/domain';
import type { GitServiceConnector } from '../../ports/git-service.ts';
import { discoverOptions } from '../../ports/job-options.ts';
import type { SecretBox } from '../../ports/secret-box.ts';
import type { Store } from '../../ports/store.ts';
import { credentialPlace, credentialToText } from './connect.ts';

export interface AddIntegrationDeps {
  readonly store: Store;
  readonly secretBox: SecretBox;
  readonly connectors: ReadonlyMap<string, GitServiceConnector>;
}

export interface NewIntegration {
  readonly connector: string;
  /** Undefined: named after its first repository's address. */
  readonly name: string | undefined;
  readonly settings: unknown;
  readonly credential: Credential;
}

/**
 * Saves the integration; its repositories are discovered and indexed by jobs.
 * @throws Failure `rejected` when the settings or the kind of credential do not fit the Git service
 */
export async function addIntegration(deps: AddIntegrationDeps, wanted: NewIntegration): Promise<Integration> {
  const connector = deps.connectors.get(wanted.connector);
  if (connector === undefined) {
    const known = [...deps.connectors.keys()].join(', ');
    throw new Failure('rejected', 'git-service', `There is no Git service "${wanted.connector}"; known are: ${known}.`);
  }
  if (!connector.credentialKinds.includes(wanted.credential.kind)) {
    const kinds = connector.credentialKinds.join(', ');
    throw new Failure('rejected', 'git-service', `${connector.title} takes these credentials: ${kinds}.`);
  }
  const settings = connector.parseSettings(wanted.settings);
  const name = wanted.name ?? connector.title;
  return deps.store.transaction(async (tables) => {
    const integration = await tables.integrations.add({ connector: connector.id, name, settings });
    if (wanted.credential.kind !== 'none') {
      const text = new Secret(credentialToText(wanted.credential));
      const sealed = deps.secretBox.seal(text, credentialPlace(integration.id));
      await tables.integrations.saveSealedCredential(integration.id, sealed);
    }
    const discovery = discoverOptions(integration.id, 'person');
    await tables.jobs.add('discover-repositories', { integrationId: integration.id }, discovery);
    return integration;
  });
}
