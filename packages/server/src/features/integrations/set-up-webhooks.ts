/** Makes, checks and repairs an integration's webhooks at its Git service, each at the widest level that our rights reach. */

import { inParallel, Failure, type Integration, type IntegrationId } from '@branchline/domain';
import type { WebhookSetup, WebhookTarget } from '../../ports/git-service/webhooks.ts';
import type { Log } from '../../ports/log.ts';
import type { Store } from '../../ports/store.ts';
import type { RepositoryStanding } from '../../ports/store/repositories.ts';
import { connect, connectorOf, type ConnectDeps } from './connect.ts';
import { registerWebhook, type WebhookGoal, type WebhookRegistry } from './register-webhook.ts';
import {
  ensureWebhookEndpoint,
  installationPlace,
  integrationPlace,
  webhookAddress,
  type WebhookEndpointDeps,
} from './webhook-endpoints.ts';
import { isCoveredBy, ownerOf, ownersOf, placeOfTarget, repositoryTarget, whyUnreachable } from './webhook-targets.ts';

export interface SetUpWebhooksDeps extends ConnectDeps, WebhookEndpointDeps {
  readonly store: Store;
  readonly log: Log;
  /** The address at which Git services reach us, without a slash at the end. */
  readonly publicUrl: string;
}

/** Said where a person would look for our webhooks. What was made before stays as it is. */
const byHand = 'Webhooks of this integration are made by hand, as somebody decided: make them as described.';

/** Requests to one service at the same time. */
const atOnce = 4;
/** So many in a row that cannot be reached mean the service, not the repositories. */
const troubleLimit = 5;

/**
 * An app has one webhook for all its installations, and thus calls the installation's address; everything else calls
 * the integration's.
 */
function goals(deps: SetUpWebhooksDeps, id: IntegrationId): WebhookRegistry['goal'] {
  const made = new Map<boolean, Promise<WebhookGoal>>();
  async function make(isApp: boolean): Promise<WebhookGoal> {
    const endpoint = await ensureWebhookEndpoint(deps, isApp ? installationPlace : integrationPlace(id));
    return { endpointId: endpoint.id, url: webhookAddress(deps.publicUrl, endpoint), secret: endpoint.secret };
  }
  return (level) => {
    const isApp = level === 'app';
    const goal = made.get(isApp) ?? make(isApp);
    made.set(isApp, goal);
    return goal;
  };
}

interface Progress {
  readonly registry: WebhookRegistry;
  readonly stopping: AbortSignal;
  /** Places that are as they should be, or were asked for in vain. */
  readonly settled: Set<string>;
  /** What was no answer about a target, to be tried again. */
  readonly trouble: Failure[];
}

/** False when our rights do not reach. What may pass is remembered, so that one bad repository keeps no other waiting. */
async function settle({ registry, settled, trouble }: Progress, target: WebhookTarget): Promise<boolean> {
  settled.add(placeOfTarget(target));
  try {
    return await registerWebhook(registry, target);
  } catch (error) {
    const mayPass = error instanceof Failure && ['unavailable', 'invalid-response'].includes(error.kind);
    if (!mayPass) throw error;
    trouble.push(error);
    if (trouble.length >= troubleLimit) throw error;
    // Not refused: nothing narrower is made in its place.
    return true;
  }
}

async function settleOwners(progress: Progress, repositories: readonly RepositoryStanding[]): Promise<Set<string>> {
  const covering = new Set<string>();
  for (const owner of ownersOf(repositories)) {
    if (isCoveredBy(owner, covering)) continue;
    progress.stopping.throwIfAborted();
    if (await settle(progress, { level: 'owner', owner })) covering.add(owner);
  }
  return covering;
}

/** The widest level first; what it does not cover is left to the next. */
async function settleAll(progress: Progress, levels: WebhookSetup['levels'], all: readonly RepositoryStanding[]) {
  if (levels.includes('app') && (await settle(progress, { level: 'app' }))) return;
  const covering = levels.includes('owner') ? await settleOwners(progress, all) : new Set<string>();
  if (!levels.includes('repository')) return;
  const uncovered = all.filter((repository) => !isCoveredBy(ownerOf(repository), covering));
  await inParallel(uncovered, atOnce, async (repository) => {
    progress.stopping.throwIfAborted();
    await settle(progress, repositoryTarget(repository));
  });
}

/** Webhooks of repositories that are gone or covered by a wider one by now. */
async function removeStale({ registry, settled }: Progress): Promise<void> {
  for (const [place, { target, url, remoteId }] of registry.known) {
    if (settled.has(place)) continue;
    // The app's is shared with other integrations.
    if (remoteId !== undefined && target.level !== 'app') {
      await registry.setup.remove(target, url).catch((error: unknown) => {
        const isOver = error instanceof Failure && ['forbidden', 'not-found'].includes(error.kind);
        if (!isOver) throw error;
      });
    }
    await registry.store.webhookRegistrations.remove(registry.integration.id, place);
  }
}

/** Why nothing can be made at all, in words. */
function obstacleOf(
  deps: SetUpWebhooksDeps,
  integration: Integration,
  repositories: readonly RepositoryStanding[],
  setup: WebhookSetup | undefined,
): string | undefined {
  const unreachable = whyUnreachable(deps.publicUrl, integration, repositories);
  if (unreachable !== undefined || setup !== undefined) return unreachable;
  return `The credential of ${integration.name} cannot make webhooks. Make one by hand as described, or use a credential that can.`;
}

/**
 * Asks for what is missing, failing or has not been asked for today; a rate limit or a kill costs nothing that was done.
 * @throws Failure when the service cannot be asked now
 */
export async function setUpWebhooks(
  deps: SetUpWebhooksDeps,
  integrationId: IntegrationId,
  stopping: AbortSignal,
): Promise<void> {
  const { webhookRegistrations } = deps.store;
  const integration = await deps.store.integrations.get(integrationId);
  if (integration === undefined || integration.isBeingRemoved || integration.mode === 'webhook-only') return;
  if (connectorOf(deps, integration).webhook === undefined) {
    await webhookRegistrations.saveStanding(integrationId, { obstacle: undefined, finishedAt: deps.clock.now() });
    return;
  }
  if (!integration.makesWebhooks) {
    await webhookRegistrations.saveStanding(integrationId, { obstacle: byHand, finishedAt: deps.clock.now() });
    return;
  }
  const repositories = await deps.store.repositories.listByIntegration(integrationId);
  const wanted = repositories.filter(({ remoteState }) => remoteState === 'there' || remoteState === 'empty');
  const setup = (await connect(deps, integration)).webhookSetup;
  const obstacle = obstacleOf(deps, integration, repositories, setup);
  if (obstacle === undefined && setup !== undefined) {
    const known = new Map((await webhookRegistrations.list(integrationId)).map((each) => [each.place, each]));
    const now = deps.clock.now();
    const { store, log } = deps;
    const registry = { store, log, integration, setup, now, known, goal: goals(deps, integrationId) };
    const progress: Progress = { registry, stopping, settled: new Set(), trouble: [] };
    await settleAll(progress, setup.levels, wanted);
    const [trouble] = progress.trouble;
    if (trouble !== undefined) throw trouble;
    await removeStale(progress);
  }
  await webhookRegistrations.saveStanding(integrationId, { obstacle, finishedAt: deps.clock.now() });
}
