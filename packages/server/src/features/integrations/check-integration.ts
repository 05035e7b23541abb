/** Tries the credentials of integrations: when a person asks, and each one once a day. */

import { Failure, type IntegrationId } from '@branchline/domain';
import { checkOptions } from '../../ports/job-options.ts';
import type { Store } from '../../ports/store.ts';
import type { IntegrationStanding } from '../../ports/store/integrations.ts';
import type { Clock } from '../../ports/clock.ts';
import { connect, connectorOf, type ConnectDeps } from './connect.ts';
import { pauseRefused, resumeRefused } from './pause-refused.ts';
import { isRotationDue, rotateToken } from './rotate-token.ts';
import { findingsOf, missingRightInWords, twinsOf, type TriedCredential } from './try-credential.ts';

/** Nobody there to ask, and nothing to ask with. */
function isSilent({ mode, credentialKind }: IntegrationStanding): boolean {
  return mode === 'webhook-only' && (credentialKind ?? 'none') === 'none';
}

async function tryKept(
  deps: ConnectDeps,
  integration: IntegrationStanding,
  waiting: 'person' | 'background',
): Promise<TriedCredential> {
  const connection = await connect(deps, integration, waiting);
  const check = await connection.check();
  const place = { connector: connectorOf(deps, integration), settings: integration.settings };
  const twins = await twinsOf(deps, { ...place, integrationId: integration.id }, check.account);
  await deps.store.transaction(async (tables) => {
    const findings = findingsOf(check, integration.credentialKind ?? 'none', deps.clock.now());
    await tables.integrations.saveFindings(integration.id, findings);
    await resumeRefused(tables, integration.id);
  });
  return { check, warnings: [...twins, ...check.missingRights.map(missingRightInWords)] };
}

/**
 * For a person. Undefined when there is no such integration.
 * @throws Failure `unauthorized` when the service refuses the credential; the integration is then paused
 */
export async function checkIntegration(deps: ConnectDeps, id: IntegrationId): Promise<TriedCredential | undefined> {
  const integration = await deps.store.integrations.get(id);
  if (integration === undefined || integration.isBeingRemoved) return undefined;
  if (isSilent(integration)) {
    const check = { account: undefined, version: undefined, missingRights: [], expiresAt: undefined };
    return { check, warnings: [] };
  }
  try {
    return await tryKept(deps, integration, 'person');
  } catch (error) {
    if (error instanceof Failure && error.kind === 'unauthorized') await pauseRefused(deps.store, id, error);
    throw error;
  }
}

/** For the schedule; renews a token that is about to end where that is wanted. @throws Failure `unauthorized`, which pauses the integration */
export async function recheckIntegration(deps: ConnectDeps, id: IntegrationId): Promise<void> {
  const integration = await deps.store.integrations.get(id);
  if (integration === undefined || integration.isBeingRemoved || isSilent(integration)) return;
  await tryKept(deps, integration, 'background');
  const standing = await deps.store.integrations.get(id);
  if (standing !== undefined && isRotationDue(standing, deps.clock.now())) await rotateToken(deps, id, 'background');
}

export interface ScheduleChecksDeps {
  readonly store: Store;
  readonly clock: Clock;
}

/** The day's checks are spread over this time: many integrations may be with one service. */
const spreadMilliseconds = 4 * 60 * 60 * 1000;

/** Once a day: queues a check of every integration, and forgets sign-ins that nobody brought to an end. */
export async function scheduleChecks({ store, clock }: ScheduleChecksDeps): Promise<void> {
  const now = clock.now();
  await store.signIns.removeBefore(now);
  const integrations = (await store.integrations.list()).filter((each) => !isSilent(each));
  const step = spreadMilliseconds / Math.max(1, integrations.length);
  for (const [place, { id: integrationId }] of integrations.entries()) {
    const runAt = new Date(now.getTime() + Math.floor(place * step));
    await store.jobs.add('check-integration', { integrationId }, { ...checkOptions(integrationId), runAt });
  }
}
