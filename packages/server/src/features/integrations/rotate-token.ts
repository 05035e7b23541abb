/** Renews tokens before they end, for every integration that shares one, where the service lets a token do that. */

import { Failure, type IntegrationId, type Secret } from '@branchline/domain';
import type { SuccessorToken } from '../../ports/git-service/token-rotation.ts';
import { checkOptions } from '../../ports/job-options.ts';
import type { SealedSecret } from '../../ports/secret-box.ts';
import type { IntegrationStanding } from '../../ports/store/integrations.ts';
import { connect, connectorOf, credentialPlace, type ConnectDeps } from './connect.ts';
import { serviceNameOf } from './oauth-party.ts';
import { openCredential, sealCredential } from './stored-credential.ts';

/** The new token is with all of `integrations`. */
export interface RotatedToken {
  readonly expiresAt: Date | undefined;
  readonly integrations: readonly IntegrationStanding[];
}

/** How long a new token should last. Short enough that a lost one is soon worthless, long enough for a holiday. */
const lifeDays = 90;
const dayMilliseconds = 24 * 60 * 60 * 1000;
/** Tried once a day from then on, so that a bad day or two do no harm. */
const daysBefore = 5;
/** What began with the old token may be refused in the middle, and pause its integration: soon after, each is tried. */
const lookAgainMilliseconds = 2 * 60 * 1000;

/** Whether the schedule should renew the integration's token now. */
export function isRotationDue(integration: IntegrationStanding, now: Date): boolean {
  const { rotatesToken, credentialKind, credentialExpiresAt } = integration;
  if (!rotatesToken || credentialKind !== 'token' || credentialExpiresAt === undefined) return false;
  const left = credentialExpiresAt.getTime() - now.getTime();
  return left > 0 && left <= daysBefore * dayMilliseconds;
}

/**
 * Lets the integration's token make its successor. Integrations that share the token get the new one in the same
 * transaction; anything outside Branchline that uses it is locked out.
 * Undefined when there is no such integration.
 * @throws Failure `rejected` where tokens cannot do that, or as the service refuses
 */
export async function rotateToken(
  deps: ConnectDeps,
  id: IntegrationId,
  waiting: 'person' | 'background',
): Promise<RotatedToken | undefined> {
  const integration = await deps.store.integrations.get(id);
  if (integration === undefined || integration.isBeingRemoved) return undefined;
  const service = serviceNameOf(connectorOf(deps, integration), integration.settings);
  // One at a time for a service: a shared token must not be renewed by two at once.
  return deps.store.credentialLocks.hold(`tokens/${service}`, async () => {
    const sharers = await sharersOf(deps, integration);
    const { tokenRotation } = await connect(deps, integration, waiting);
    if (tokenRotation === undefined || sharers.length === 0) throw notPossible(deps, integration);
    const successor = await tokenRotation.rotate(deps.clock.now(), lifeDays);
    await keep(deps, sharers, successor);
    return { expiresAt: successor.expiresAt, integrations: sharers.map((each) => each.integration) };
  });
}

function notPossible(deps: ConnectDeps, integration: IntegrationStanding): Failure {
  const { title } = connectorOf(deps, integration);
  const message = `The credential of "${integration.name}" cannot renew itself: only access tokens of GitLab can.`;
  return new Failure('rejected', 'git-service', `${message} Enter a new one, made at ${title}.`);
}

/** An integration with the token, and how the token is kept there. */
interface Sharer {
  readonly integration: IntegrationStanding;
  readonly sealed: SealedSecret;
}

/** The integration and all others at its service with the same token; empty when it has none. */
async function sharersOf(deps: ConnectDeps, integration: IntegrationStanding): Promise<readonly Sharer[]> {
  const service = serviceNameOf(connectorOf(deps, integration), integration.settings);
  const own = await keptToken(deps, integration.id);
  if (own === undefined) return [];
  const sharers: Sharer[] = [];
  for (const each of await deps.store.integrations.list()) {
    const connector = deps.connectors.get(each.connector);
    if (connector === undefined || serviceNameOf(connector, each.settings) !== service) continue;
    const kept = await keptToken(deps, each.id);
    if (kept?.token.reveal() === own.token.reveal()) sharers.push({ integration: each, sealed: kept.sealed });
  }
  return sharers;
}

async function keptToken(
  { store, secretBox }: ConnectDeps,
  id: IntegrationId,
): Promise<{ readonly token: Secret; readonly sealed: SealedSecret } | undefined> {
  const sealed = await store.integrations.sealedCredential(id);
  const credential = sealed && openCredential(secretBox, sealed, credentialPlace(id));
  return sealed === undefined || credential?.kind !== 'token' ? undefined : { token: credential.token, sealed };
}

/** All of them together: who was given another credential meanwhile keeps that. */
async function keep(
  deps: ConnectDeps,
  sharers: readonly Sharer[],
  { token, expiresAt }: SuccessorToken,
): Promise<void> {
  const { store, secretBox, clock } = deps;
  const runAt = new Date(clock.now().getTime() + lookAgainMilliseconds);
  await store.transaction(async (tables) => {
    for (const { integration, sealed } of sharers) {
      const { id, account, missingRights } = integration;
      const after = sealCredential(secretBox, { kind: 'token', token }, credentialPlace(id));
      if (!(await tables.integrations.replaceSealedCredential(id, sealed, after))) continue;
      await tables.integrations.saveFindings(id, { account, missingRights, expiresAt, at: clock.now() });
      await tables.jobs.add('check-integration', { integrationId: id }, { ...checkOptions(id), runAt });
    }
  });
}
