/** Changes an integration. A new credential is tried first; until it is good, the old one stays. */

import { Failure, type IntegrationId, type IntegrationMode, type NetworkSettings } from '@branchline/domain';
import type { ConnectionCheck } from '../../ports/git-service.ts';
import { discoverOptions, setUpWebhooksOptions } from '../../ports/job-options.ts';
import type { Tables } from '../../ports/store.ts';
import type { IntegrationStanding } from '../../ports/store/integrations.ts';
import { refuseWithoutWebhooks, saveCredential, type AddedIntegration, type NewCredential } from './add-integration.ts';
import { connect, connectorOf, credentialName, type ConnectDeps } from './connect.ts';
import { withMadeKey } from './made-keys.ts';
import { checkNetworkSettings } from './network-settings.ts';
import { serviceNameOf, type ServicePlace } from './oauth-party.ts';
import { resumeRefused } from './pause-refused.ts';
import { openPendingCredential } from './pending-credential.ts';
import type { StoredCredential } from './stored-credential.ts';
import { findingsOf, refuseMissingRights, tryCredential, type TriedCredential } from './try-credential.ts';

/** What is left out stays. */
export interface IntegrationChange {
  readonly name?: string | undefined;
  readonly settings?: unknown;
  readonly network?: NetworkSettings | undefined;
  readonly mode?: IntegrationMode | undefined;
  /** Whether its token renews itself before it ends. */
  readonly rotatesToken?: boolean | undefined;
  readonly requiresGitPermission?: boolean | undefined;
  readonly requiresPersonalToken?: boolean | undefined;
  readonly makesWebhooks?: boolean | undefined;
  readonly credential?: NewCredential | undefined;
  /** A credential that came through a browser, instead of `credential`. */
  readonly pending?: string | undefined;
}

/** The integration as it will be. */
interface Planned extends ServicePlace {
  readonly mode: IntegrationMode;
  readonly credential: StoredCredential | undefined;
}

/**
 * Undefined when there is no such integration.
 * @throws Failure as adding does; nothing is changed then
 */
export async function editIntegration(
  deps: ConnectDeps,
  id: IntegrationId,
  change: IntegrationChange,
): Promise<AddedIntegration | undefined> {
  const integration = await deps.store.integrations.get(id);
  if (integration === undefined || integration.isBeingRemoved) return undefined;
  const planned = await plan(deps, integration, change);
  const tried = await tryPlanned(deps, integration, change, planned);
  if (tried !== undefined) refuseMissingRights(planned.connector.title, tried.check.missingRights);
  // A refresh that goes on at this moment ends first, and then finds another credential.
  await deps.store.credentialLocks.hold(credentialName(id), () =>
    deps.store.transaction((tables) => save(deps, tables, { integration, change, planned, check: tried?.check })),
  );
  const changed = await deps.store.integrations.get(id);
  return changed && { ...changed, warnings: tried?.warnings ?? [] };
}

async function plan(deps: ConnectDeps, integration: IntegrationStanding, change: IntegrationChange): Promise<Planned> {
  const connector = connectorOf(deps, integration);
  const settings = change.settings === undefined ? integration.settings : connector.parseSettings(change.settings);
  const network = change.network ?? integration.network;
  if (change.network !== undefined) checkNetworkSettings(network, deps.clock.now());
  const mode = change.mode ?? integration.mode;
  if (mode === 'webhook-only') refuseWithoutWebhooks(connector);
  const place = { connector, settings, network, mode };
  const credential = await newCredential(deps, integration, change, place);
  if (change.rotatesToken === true && !connector.capabilities.includes('token-rotation')) {
    const message = `Tokens of ${connector.title} cannot renew themselves.`;
    throw new Failure('rejected', 'git-service', `${message} Branchline warns before they end.`);
  }
  const keepsBound = credential === undefined && ['oauth', 'app'].includes(integration.credentialKind ?? 'none');
  if (keepsBound && serviceNameOf(connector, settings) !== serviceNameOf(connector, integration.settings)) {
    throw new Failure(
      'rejected',
      'git-service',
      'At another address you must sign in again: give the new credential, too.',
    );
  }
  return { ...place, credential };
}

async function newCredential(
  deps: ConnectDeps,
  integration: IntegrationStanding,
  { credential, pending }: IntegrationChange,
  { connector, settings }: Omit<Planned, 'credential'>,
): Promise<StoredCredential | undefined> {
  if (pending === undefined) return credential && withMadeKey(deps, credential);
  const opened = await openPendingCredential(deps, pending);
  const { purpose, connector: signedInAt, settings: signedInWith } = opened.signIn;
  const isForOther = purpose.kind === 'reconnect' && purpose.integrationId !== integration.id;
  const isElsewhere =
    signedInAt !== connector.id || serviceNameOf(connector, signedInWith) !== serviceNameOf(connector, settings);
  if (isForOther || isElsewhere) {
    const message = `This sign-in was not at the service of "${integration.name}". Sign in there, and save that.`;
    throw new Failure('rejected', 'git-service', message);
  }
  return opened.credential;
}

/** Undefined when nothing changes that the service could have an opinion about. */
async function tryPlanned(
  deps: ConnectDeps,
  integration: IntegrationStanding,
  change: IntegrationChange,
  planned: Planned,
): Promise<TriedCredential | undefined> {
  const { id, credentialKind = 'none' } = integration;
  if (planned.credential !== undefined) {
    const isSilent = planned.mode === 'webhook-only' && planned.credential.kind === 'none';
    return isSilent
      ? undefined
      : tryCredential(deps, { ...planned, credential: planned.credential, integrationId: id });
  }
  const isSame = change.settings === undefined && change.network === undefined && planned.mode === integration.mode;
  if (isSame || (planned.mode === 'webhook-only' && credentialKind === 'none')) return undefined;
  const { settings, network } = planned;
  const connection = await connect(deps, { ...integration, settings, network }, 'person');
  return { check: await connection.check(), warnings: [] };
}

/** What needs no trying. */
function wishesOf(change: IntegrationChange): Parameters<Tables['integrations']['change']>[1] {
  const { name, rotatesToken, requiresGitPermission, requiresPersonalToken, makesWebhooks } = change;
  return {
    ...(name === undefined ? {} : { name }),
    ...(rotatesToken === undefined ? {} : { rotatesToken }),
    ...(requiresGitPermission === undefined ? {} : { requiresGitPermission }),
    ...(requiresPersonalToken === undefined ? {} : { requiresPersonalToken }),
    ...(makesWebhooks === undefined ? {} : { makesWebhooks }),
  };
}

interface Saving {
  readonly integration: IntegrationStanding;
  readonly change: IntegrationChange;
  readonly planned: Planned;
  readonly check: ConnectionCheck | undefined;
}

async function save(deps: ConnectDeps, tables: Tables, { integration, change, planned, check }: Saving): Promise<void> {
  const { id } = integration;
  const { settings, network, mode, credential } = planned;
  await tables.integrations.change(id, { ...wishesOf(change), settings, network, mode });
  if (change.makesWebhooks === true && !integration.makesWebhooks) {
    await tables.jobs.add('set-up-webhooks', { integrationId: id }, setUpWebhooksOptions(id, 'person'));
  }
  if (credential !== undefined) await saveCredential(deps, tables, id, credential);
  if (change.pending !== undefined && !(await tables.signIns.remove(change.pending))) {
    throw new Failure('conflict', 'git-service', 'Somebody saved this sign-in a moment ago.');
  }
  if (check === undefined) return;
  const kind = credential?.kind ?? integration.credentialKind ?? 'none';
  await tables.integrations.saveFindings(id, findingsOf(check, kind, deps.clock.now()));
  await resumeRefused(tables, id);
  if (mode === 'two-way') {
    await tables.jobs.add('discover-repositories', { integrationId: id }, discoverOptions(id, 'person'));
  }
}
