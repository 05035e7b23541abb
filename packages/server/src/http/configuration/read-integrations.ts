/** Integrations as a document says them. */

import type { ConfigurationFile } from '@branchline/contract';
import type { IntegrationId, RepositoryChoice, RepositoryDefaults, RepositorySettings } from '@branchline/domain';
import { credentialPlace } from '../../features/integrations/connect.ts';
import { openCredential, type StoredCredential } from '../../features/integrations/stored-credential.ts';
import type { IntegrationStanding } from '../../ports/store/integrations.ts';
import { presentRepositoryDefaults } from '../present/repository-settings.ts';
import { isSame } from './differences.ts';
import { ambiguous, type ConfigurationDeps, type Named } from './place.ts';
import { referenceFor } from './secrets.ts';

export type IntegrationDocument = NonNullable<ConfigurationFile['integrations']>[number];
export type RepositoryDocument = NonNullable<IntegrationDocument['repositories']>[number];

/** One with its credential opened, for comparing. */
export interface ReadIntegration {
  readonly document: IntegrationDocument;
  readonly standing: IntegrationStanding;
  readonly credential: StoredCredential;
  readonly defaults: RepositoryDefaults;
}

/** @throws ProblemError when repositories that were set have the same name */
export async function readIntegration(
  deps: ConfigurationDeps,
  named: Named,
  standing: IntegrationStanding,
): Promise<ReadIntegration> {
  const { id, name, connector, settings, mode, network } = standing;
  const sealed = await deps.store.integrations.sealedCredential(id);
  const credential: StoredCredential =
    sealed === undefined ? { kind: 'none' } : openCredential(deps.secretBox, sealed, credentialPlace(id));
  const { choice } = await deps.store.listings.choice(id);
  const defaults = await deps.store.repositorySettings.defaults(id);
  const { rotatesToken, requiresGitPermission, requiresPersonalToken, makesWebhooks } = standing;
  const document: IntegrationDocument = {
    name,
    connector,
    settings: { ...settings },
    credential: credentialDocument(named, name, credential),
    mode,
    network: {
      trustedCertificates: network.trustedCertificates ?? null,
      proxyUrl: network.proxyUrl ?? null,
      verifiesCertificates: network.verifiesCertificates,
    },
    rotatesToken,
    requiresGitPermission,
    requiresPersonalToken,
    makesWebhooks,
    repositoryChoice: choiceDocument(choice),
    repositoryDefaults: presentRepositoryDefaults(defaults),
    repositories: repositoryDocuments(named, name, id, defaults),
  };
  return { document, standing, credential, defaults };
}

function credentialDocument(
  { apps }: Named,
  name: string,
  credential: StoredCredential,
): NonNullable<IntegrationDocument['credential']> {
  switch (credential.kind) {
    case 'none':
    case 'oauth':
      return { kind: credential.kind };
    case 'token':
      return { kind: 'token', token: referenceFor(name, 'token') };
    case 'user-and-password':
      return { kind: 'user-and-password', user: credential.user, password: referenceFor(name, 'password') };
    case 'ssh-key':
      return {
        kind: 'ssh-key',
        privateKey: referenceFor(name, 'private-key'),
        ...(credential.passphrase === undefined ? {} : { passphrase: referenceFor(name, 'passphrase') }),
      };
    case 'app': {
      const app = apps.find(({ id }) => id === credential.app);
      return { kind: 'app', app: app?.name ?? String(credential.app), installationId: credential.installationId };
    }
  }
}

function choiceDocument(choice: RepositoryChoice): NonNullable<IntegrationDocument['repositoryChoice']> {
  return {
    ...choice,
    current: choice.current === 'all' ? choice.current : [...choice.current].toSorted(),
    futureInOwners: choice.futureInOwners === 'all' ? choice.futureInOwners : [...choice.futureInOwners].toSorted(),
    include: [...choice.include],
    exclude: [...choice.exclude],
    apiPath: choice.apiPath ?? null,
    filter: choice.filter ?? null,
  };
}

/** One repository as a document says it. */
export function repositoryDocument(name: string, settings: RepositorySettings): RepositoryDocument {
  return { name, displayName: settings.displayName ?? null, ...presentRepositoryDefaults(settings) };
}

/** Those that are not as new ones of their integration begin, by name. */
function repositoryDocuments(
  { repositories }: Named,
  integration: string,
  id: IntegrationId,
  defaults: RepositoryDefaults,
): RepositoryDocument[] {
  const usual = { displayName: null, ...presentRepositoryDefaults(defaults) };
  const all = [...repositories(id)].flatMap(([name, same]) => {
    const set = same.filter(({ settings }) => {
      const { name: _name, ...own } = repositoryDocument(name, settings);
      return !isSame(own, usual);
    });
    if (set.length > 0 && same.length > 1) {
      throw ambiguous(`${same.length} repositories of "${integration}" are called "${name}".`);
    }
    return set.map(({ settings }) => repositoryDocument(name, settings));
  });
  return all.toSorted((one, other) => (one.name < other.name ? -1 : 1));
}
