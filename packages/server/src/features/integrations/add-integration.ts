/** Adds an integration: tries the credential, seals it, saves, and starts to discover the repositories. */

import {
  Failure,
  plainNetwork,
  repositoryNameOf,
  type AppCredential,
  type Credential,
  type IntegrationMode,
  type NetworkSettings,
  type OAuthCredential,
  type RepositoryChoice,
  type ServicePerson,
  type ServiceSettings,
} from '@branchline/domain';
import type { ConnectionCheck, GitServiceConnector } from '../../ports/git-service.ts';
import { discoverOptions } from '../../ports/job-options.ts';
import type { Tables } from '../../ports/store.ts';
import type { IntegrationStanding } from '../../ports/store/integrations.ts';
import type { RepositoryFilter } from '../../ports/repository-filter.ts';
import { checkChoice } from './check-choice.ts';
import { connectorNamed, credentialPlace, type ConnectDeps } from './connect.ts';
import { withMadeKey, type MadeKeyName } from './made-keys.ts';
import { checkNetworkSettings } from './network-settings.ts';
import type { ServicePlace } from './oauth-party.ts';
import { openPendingCredential } from './pending-credential.ts';
import { sealCredential, type StoredAppCredential, type StoredCredential } from './stored-credential.ts';
import { findingsOf, refuseMissingRights, tryCredential, type TriedCredential } from './try-credential.ts';

export interface AddIntegrationDeps extends ConnectDeps {
  readonly filters: RepositoryFilter;
}

/** What may be wished besides; left out: yes. */
interface Wishes {
  /** Whoever writes through it needs a token of their own. */
  readonly requiresPersonalToken?: boolean | undefined;
  readonly makesWebhooks?: boolean | undefined;
}

/** A credential as somebody enters it; OAuth's comes through a browser. */
export type NewCredential = Exclude<Credential, AppCredential | OAuthCredential> | StoredAppCredential | MadeKeyName;

export interface NewIntegration extends Wishes {
  readonly connector: string;
  /** Undefined: named after the service and the account. */
  readonly name: string | undefined;
  readonly settings: unknown;
  readonly credential: NewCredential;
  /** Straight when left out. */
  readonly network?: NetworkSettings | undefined;
  /** `two-way` when left out. */
  readonly mode?: IntegrationMode | undefined;
  /** Every repository when left out. */
  readonly choice?: RepositoryChoice | undefined;
}

/** One whose credential came through a browser and waits. */
export interface NewFromPending extends Wishes {
  /** Names what waits. */
  readonly pending: string;
  readonly name: string | undefined;
  readonly mode?: IntegrationMode | undefined;
  readonly choice?: RepositoryChoice | undefined;
}

/** What was saved, and what somebody should know about it. */
export interface AddedIntegration extends IntegrationStanding {
  /** Whole sentences. */
  readonly warnings: readonly string[];
}

/** Everything that is saved, tried already. */
export interface ReadyIntegration extends ServicePlace {
  readonly name: string | undefined;
  readonly mode: IntegrationMode;
  readonly credential: StoredCredential;
  readonly pending: string | undefined;
}

/** What nobody asked, because there is nobody to ask. */
const unasked: ConnectionCheck = { account: undefined, version: undefined, missingRights: [], expiresAt: undefined };

/**
 * Saves the integration; its repositories are discovered and indexed by jobs.
 * @throws Failure `rejected` when settings, network or credential do not fit the Git service, or a needed right is
 * missing; `unauthorized` when the service refuses the credential
 */
export async function addIntegration(
  deps: AddIntegrationDeps,
  wanted: NewIntegration | NewFromPending,
): Promise<AddedIntegration> {
  if (wanted.choice !== undefined) checkChoice(deps.filters, wanted.choice);
  const ready = await makeReady(deps, wanted);
  const tried = await tryReady(deps, ready);
  refuseMissingRights(ready.connector.title, tried.check.missingRights);
  const saved = await deps.store.transaction((tables) => save(deps, tables, ready, tried.check, wanted));
  return { ...saved, warnings: tried.warnings };
}

/** The same without saving, and without refusing for missing rights: they are told. @throws Failure */
export async function tryIntegration(
  deps: AddIntegrationDeps,
  wanted: NewIntegration | NewFromPending,
): Promise<TriedCredential> {
  return tryReady(deps, await makeReady(deps, wanted));
}

/** Everything that will be saved, apart from what trying it tells. @throws Failure `rejected`, `not-found` */
export async function makeReady(
  deps: AddIntegrationDeps,
  wanted: NewIntegration | NewFromPending,
): Promise<ReadyIntegration> {
  if ('pending' in wanted) {
    const { name, mode = 'two-way', pending } = wanted;
    const { signIn, credential } = await openPendingCredential(deps, pending);
    const connector = connectorNamed(deps, signIn.connector);
    return { connector, settings: signIn.settings, network: signIn.network, name, mode, credential, pending };
  }
  const { name, mode = 'two-way', network = plainNetwork } = wanted;
  const connector = connectorNamed(deps, wanted.connector);
  checkNetworkSettings(network, deps.clock.now());
  if (mode === 'webhook-only') refuseWithoutWebhooks(connector);
  const settings = connector.parseSettings(wanted.settings);
  const credential = await withMadeKey(deps, wanted.credential);
  return { connector, settings, network, name, mode, credential, pending: undefined };
}

/** @throws Failure `rejected` for a service that sends no webhooks */
export function refuseWithoutWebhooks({ title, webhook }: GitServiceConnector): void {
  if (webhook !== undefined) return;
  throw new Failure('rejected', 'git-service', `${title} sends no webhooks: only the two-way mode brings anything.`);
}

/** A service that only tells us needs no credential, and none is asked for. */
export async function tryReady(deps: AddIntegrationDeps, ready: ReadyIntegration): Promise<TriedCredential> {
  if (ready.mode === 'webhook-only' && ready.credential.kind === 'none') return { check: unasked, warnings: [] };
  return tryCredential(deps, { ...ready, integrationId: undefined });
}

async function save(
  deps: AddIntegrationDeps,
  tables: Tables,
  ready: ReadyIntegration,
  check: ConnectionCheck,
  { choice, requiresPersonalToken = true, makesWebhooks = true }: NewIntegration | NewFromPending,
): Promise<IntegrationStanding> {
  const { connector, settings, network, mode, credential, pending } = ready;
  const name = ready.name ?? nameOf(connector, settings, check.account);
  const { id } = await tables.integrations.add({ connector: connector.id, name, settings, network, mode });
  await tables.integrations.change(id, { requiresPersonalToken, makesWebhooks });
  await saveCredential(deps, tables, id, credential);
  await tables.integrations.saveFindings(id, findingsOf(check, credential.kind, deps.clock.now()));
  if (pending !== undefined && !(await tables.signIns.remove(pending))) throw savedAlready();
  if (choice !== undefined) await tables.listings.saveChoice(id, choice);
  if (mode === 'two-way') {
    await tables.jobs.add('discover-repositories', { integrationId: id }, discoverOptions(id, 'person'));
  }
  const saved = await tables.integrations.get(id);
  if (saved === undefined) throw new Error('An integration that was just saved is not there.');
  return saved;
}

/** Two at once: one of them was second. */
export function savedAlready(): Failure {
  return new Failure('conflict', 'git-service', 'Somebody saved this sign-in a moment ago.');
}

/** Seals it to the integration. */
export async function saveCredential(
  { secretBox }: Pick<AddIntegrationDeps, 'secretBox'>,
  tables: Tables,
  id: IntegrationStanding['id'],
  credential: StoredCredential,
): Promise<void> {
  const facts = { kind: credential.kind, appId: credential.kind === 'app' ? credential.app : undefined };
  const sealed = credential.kind === 'none' ? undefined : sealCredential(secretBox, credential, credentialPlace(id));
  await tables.integrations.saveSealedCredential(id, sealed, facts);
}

/** How people call an integration that nobody named: the last part of a clone URL, or the service with the account. */
export function nameOf(
  connector: GitServiceConnector,
  settings: ServiceSettings,
  account: ServicePerson | undefined,
): string {
  const { cloneUrl } = settings;
  if (typeof cloneUrl === 'string') return repositoryNameOf(cloneUrl);
  return account === undefined ? connector.title : `${connector.title} (${account.login})`;
}
