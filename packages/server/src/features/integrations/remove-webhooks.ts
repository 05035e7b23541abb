/** Takes our webhooks away from a Git service, as far as it lets us. */

import { inParallel, Failure, type Integration } from '@branchline/domain';
import type { Store } from '../../ports/store.ts';
import type { WebhookRegistration } from '../../ports/store/webhook-registrations.ts';
import { connect, type ConnectDeps } from './connect.ts';
import { targetInWords } from './webhook-targets.ts';

export interface RemoveWebhooksDeps extends ConnectDeps {
  readonly store: Store;
}

/** What was removed, and what somebody has to remove by hand. */
export interface WebhookRemoval {
  readonly removed: number;
  /** Whole sentences: what could not be removed, why, and where it is. */
  readonly failures: readonly string[];
}

/** Requests to one service at the same time. */
const atOnce = 4;
const shownCharacters = 6;
/** Nobody waits for ten thousand refusals of a service that does not answer. */
const failureLimit = 20;

/** Enough to recognise it by; the whole address is not for logs. */
function shortened(url: string): string {
  const token = url.lastIndexOf('/') + 1;
  return `${url.slice(0, token + shownCharacters)}…`;
}

function left(registration: WebhookRegistration, reason: string): string {
  return `The webhook of ${targetInWords(registration.target)} stays: ${reason} It calls ${shortened(registration.url)}.`;
}

/** The webhook of an app goes with the last integration that uses the app. */
async function isToRemove({ store }: RemoveWebhooksDeps, registration: WebhookRegistration): Promise<boolean> {
  const { integrationId, target, endpointId, remoteId } = registration;
  if (remoteId === undefined) return false;
  if (target.level !== 'app' || endpointId === undefined) return true;
  return !(await store.webhookRegistrations.isAppShared(integrationId, endpointId));
}

async function setupOf(deps: RemoveWebhooksDeps, integration: Integration) {
  try {
    return (await connect(deps, integration)).webhookSetup;
  } catch (error) {
    if (error instanceof Failure) return error;
    throw error;
  }
}

/** Best effort, for when the integration goes: what the service refuses is reported, and nothing is thrown for it. */
export async function removeWebhooks(deps: RemoveWebhooksDeps, integration: Integration): Promise<WebhookRemoval> {
  const { webhookRegistrations } = deps.store;
  const failures: string[] = [];
  const registrations: WebhookRegistration[] = [];
  for (const each of await webhookRegistrations.list(integration.id)) {
    if (await isToRemove(deps, each)) registrations.push(each);
  }
  if (registrations.length === 0) return { removed: 0, failures };
  const setup = await setupOf(deps, integration);
  if (setup === undefined || setup instanceof Failure) {
    const reason = setup?.message ?? 'The present credential cannot remove webhooks.';
    return { removed: 0, failures: registrations.map((each) => left(each, reason)) };
  }
  let removed = 0;
  await inParallel(registrations, atOnce, async (registration) => {
    if (failures.length >= failureLimit) return;
    try {
      await setup.remove(registration.target, registration.url);
      await webhookRegistrations.remove(integration.id, registration.place);
      removed += 1;
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      failures.push(left(registration, error.message));
    }
  });
  const rest = registrations.length - removed - failures.length;
  if (rest > 0) failures.push(`${rest} more webhooks were not tried after that.`);
  return { removed, failures };
}
