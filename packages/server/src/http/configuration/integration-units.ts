/** What a document's integrations ask for. */

import type { Configuration } from '@branchline/contract';
import { Failure, type IntegrationId } from '@branchline/domain';
import type { StoredCredential } from '../../features/integrations/stored-credential.ts';
import type { Asked } from './asker.ts';
import type { Context } from './context.ts';
import { isSame } from './differences.ts';
import { defined } from './defined.ts';
import { credentialFrom, credentialProblem, newSecretsOf, openPartOf } from './integration-credential.ts';
import { repositoryNamed, type Named } from './place.ts';
import { readIntegration, repositoryDocument, type ReadIntegration } from './read-integrations.ts';
import { unitOf, type Unit } from './unit.ts';

export type WantedIntegration = NonNullable<Configuration['integrations']>[number];

/** Of one wanted integration, what there is of it, and its id once it is there. */
interface Pair {
  readonly wanted: WantedIntegration;
  readonly read: ReadIntegration | undefined;
  readonly idOf: () => Promise<IntegrationId>;
}

/** In the order in which they are to be done. */
export async function integrationUnits(
  context: Context,
  wanted: readonly WantedIntegration[],
): Promise<readonly (Unit | undefined)[]> {
  const units: (Unit | undefined)[] = [];
  for (const each of wanted) {
    const standing = context.named.integrations.get(each.name);
    const read = standing && (await readIntegration(context.deps, context.named, standing));
    const idOf = async () => standing?.id ?? (await idNamed(context, each.name));
    units.push(...unitsOf(context, { wanted: each, read, idOf }));
  }
  return units;
}

async function idNamed({ deps }: Context, name: string): Promise<IntegrationId> {
  const found = (await deps.store.integrations.list()).find((each) => each.name === name);
  if (found !== undefined) return found.id;
  throw new Failure('not-found', 'git-service', `There is no integration "${name}".`);
}

function unitsOf(context: Context, pair: Pair): readonly (Unit | undefined)[] {
  const { wanted, read, idOf } = pair;
  const { asker } = context;
  const base = { kind: 'integration' as const, name: wanted.name, needs: [`integration ${wanted.name}`] };
  const params = async () => ({ id: await idOf() });
  const { repositoryChoice: choice, repositoryDefaults: defaults } = wanted;
  const settled = (part: string, before: unknown, after: unknown, run: () => Promise<unknown>) =>
    isSame(before, after) ? undefined : unitOf({ ...base, before: { [part]: before }, after: { [part]: after }, run });
  return [
    integrationItself(context, pair),
    // A new one is added with its choice.
    choice && read !== undefined
      ? settled('repositoryChoice', read.document.repositoryChoice, sortedChoice(choice), async () =>
          asker.ask('saveRepositoryChoice', { params: await params(), body: choice }),
        )
      : undefined,
    defaults &&
      settled('repositoryDefaults', read?.document.repositoryDefaults, defaults, async () =>
        asker.ask('saveRepositoryDefaults', { params: await params(), body: defaults }),
      ),
    ...(wanted.repositories ?? []).map((repository) => repositoryUnit(context, pair, repository)),
  ];
}

function sortedChoice(choice: NonNullable<WantedIntegration['repositoryChoice']>) {
  const { current, futureInOwners } = choice;
  return {
    ...choice,
    current: current === 'all' ? current : current.toSorted(),
    futureInOwners: futureInOwners === 'all' ? futureInOwners : futureInOwners.toSorted(),
  };
}

function integrationItself(context: Context, { wanted, read, idOf }: Pair): Unit | undefined {
  const { asker, named } = context;
  const { settings, problem: wrong } = parsedSettings(context, wanted);
  const { name, connector, mode, network, credential } = wanted;
  const { rotatesToken, requiresGitPermission, requiresPersonalToken, makesWebhooks } = wanted;
  const flags = { rotatesToken, requiresGitPermission, requiresPersonalToken, makesWebhooks };
  const before = read && baseOf(read);
  const after = {
    ...before,
    ...defined({ connector, settings, mode, network, ...flags }),
    ...(credential === undefined ? {} : { credential: openPartOf(credential) }),
  };
  const newSecrets = credential === undefined || read === undefined ? [] : newSecretsOf(credential, read.credential);
  const common = { kind: 'integration', name, before, after, newSecrets } as const;
  const problem = wrong ?? problemOf(named, wanted, read);
  if (read === undefined) {
    const run = async () => {
      const body = newIntegration(named, wanted, settings);
      await asker.ask('addIntegration', { body });
      const more = defined({
        rotatesToken: rotatesToken || undefined,
        requiresGitPermission: requiresGitPermission || undefined,
      });
      if (Object.keys(more).length > 0)
        await asker.ask('editIntegration', { params: { id: await idOf() }, body: more });
    };
    return unitOf({ ...common, problem, run });
  }
  const isNew = newSecrets.length > 0 || (credential !== undefined && !isSame(after.credential, before?.credential));
  const edit = (): Asked<'editIntegration'>['body'] => ({
    ...defined({ mode, ...flags }),
    ...(isSame(settings, before?.settings) ? {} : { settings }),
    ...(network === undefined || isSame(network, before?.network) ? {} : { network: networkFrom(network) }),
    ...(isNew && credential !== undefined ? { credential: credentialFrom(named, credential) } : {}),
  });
  return unitOf({
    ...common,
    problem,
    run: () => asker.ask('editIntegration', { params: { id: read.standing.id }, body: edit() }),
  });
}

/** What a unit of the integration itself compares. */
function baseOf({ document, credential }: ReadIntegration) {
  const { connector, settings, mode, network } = document;
  const { rotatesToken, requiresGitPermission, requiresPersonalToken, makesWebhooks } = document;
  const flags = { rotatesToken, requiresGitPermission, requiresPersonalToken, makesWebhooks };
  const own = credential.kind === 'app' ? document.credential : { kind: credential.kind, ...userOf(credential) };
  return { connector, settings, mode, network, ...flags, credential: own };
}

function userOf(credential: StoredCredential): object {
  return credential.kind === 'user-and-password' ? { user: credential.user } : {};
}

function parsedSettings({ deps }: Context, { connector, settings }: WantedIntegration) {
  const known = deps.connectors.get(connector);
  if (known === undefined) {
    const names = [...deps.connectors.keys()].join(', ');
    return { settings, problem: `There is no connector "${connector}". There are: ${names}.` };
  }
  try {
    return { settings: known.parseSettings(settings), problem: undefined };
  } catch (error) {
    if (error instanceof Failure) return { settings, problem: error.message };
    throw error;
  }
}

/** Why it cannot be done as it is. */
function problemOf(named: Named, wanted: WantedIntegration, read: ReadIntegration | undefined): string | undefined {
  const { connector, credential } = wanted;
  if (read !== undefined && read.standing.connector !== connector) {
    return `"${wanted.name}" is connected by ${read.standing.connector}. Disconnect it first, or choose another name.`;
  }
  return credential && credentialProblem(named, credential, read?.credential);
}

function networkFrom({
  trustedCertificates,
  proxyUrl,
  verifiesCertificates,
}: NonNullable<WantedIntegration['network']>) {
  return {
    trustedCertificates: trustedCertificates ?? undefined,
    proxyUrl: proxyUrl ?? undefined,
    verifiesCertificates,
  };
}

function newIntegration(named: Named, wanted: WantedIntegration, settings: object): Asked<'addIntegration'>['body'] {
  const { connector, name, mode = 'two-way', network, credential, repositoryChoice } = wanted;
  const { requiresPersonalToken = true, makesWebhooks = true } = wanted;
  return {
    connector,
    name,
    mode,
    settings: { ...settings },
    credential: credential === undefined ? { kind: 'none' } : credentialFrom(named, credential),
    ...(network === undefined ? {} : { network: networkFrom(network) }),
    ...(repositoryChoice === undefined ? {} : { repositories: repositoryChoice }),
    requiresPersonalToken,
    makesWebhooks,
  };
}

function repositoryUnit(
  { named, asker }: Context,
  { wanted, read }: Pair,
  repository: NonNullable<WantedIntegration['repositories']>[number],
): Unit | undefined {
  const { name, ...settings } = repository;
  const found = repositoryNamed(named, read?.standing, name);
  const { name: _name, ...before } = found === undefined ? { name } : repositoryDocument(name, found.settings);
  return unitOf({
    kind: 'repository',
    name: `${wanted.name}: ${name}`,
    before,
    after: settings,
    waits: found === undefined,
    needs: [`integration ${wanted.name}`],
    run: async () => {
      if (found !== undefined) await asker.ask('saveRepositorySettings', { params: { id: found.id }, body: settings });
    },
  });
}
