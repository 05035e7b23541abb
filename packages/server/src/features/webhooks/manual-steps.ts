/** What a person does at a Git service so that its webhooks reach an address. */

import type { Integration } from '@branchline/domain';
import type { GitServiceConnector } from '../../ports/git-service.ts';
import type { WebhookLevel } from '../../ports/git-service/webhooks.ts';
import type { Store } from '../../ports/store.ts';
import type { EndpointPlace } from '../../ports/store/webhook-endpoints.ts';
import { genericTrigger } from './generic-trigger.ts';

export interface ManualStepsDeps {
  readonly store: Store;
  readonly connectors: ReadonlyMap<string, GitServiceConnector>;
}

/** In the service's own words; empty where it sends no webhooks. */
export function serviceSteps(
  { connectors }: Pick<ManualStepsDeps, 'connectors'>,
  integration: Integration,
  level: WebhookLevel,
): readonly string[] {
  return connectors.get(integration.connector)?.webhook?.manualSteps(integration.settings, level) ?? [];
}

/** For an address: those of its service, or what a script does where there is no one service. */
export async function stepsForEndpoint(deps: ManualStepsDeps, place: EndpointPlace): Promise<readonly string[]> {
  const { integrationId, repositoryId } = place;
  const integration = integrationId === undefined ? undefined : await deps.store.integrations.get(integrationId);
  const level = repositoryId === undefined ? 'owner' : 'repository';
  const steps = integration === undefined ? [] : serviceSteps(deps, integration, level);
  return steps.length > 0 ? steps : genericTrigger.manualSteps({}, level);
}
