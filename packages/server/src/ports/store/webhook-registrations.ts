/** The port to the webhooks that we made at Git services, or could not make. */

import type { IntegrationId } from '@branchline/domain';
import type { WebhookLevel, WebhookStanding, WebhookTarget } from '../git-service/webhooks.ts';
import type { WebhookEndpointId } from './webhook-endpoints.ts';

/** A webhook at a Git service as we last knew it. */
export interface WebhookRegistration {
  readonly integrationId: IntegrationId;
  /** Names the target within the integration: `app`, `owner/acme`, `repository/17`. */
  readonly place: string;
  readonly target: WebhookTarget;
  /** The address it calls; undefined when that was removed. */
  readonly endpointId: WebhookEndpointId | undefined;
  /** As the service was told it: ours is known by it, also after the installation's address has changed. */
  readonly url: string;
  /** The service's id of it; undefined when it could not be made. */
  readonly remoteId: string | undefined;
  /** What the service said, or `refused` when it could not be made. */
  readonly state: WebhookStanding['state'] | 'refused';
  /** In words, for `failing` and `refused`. */
  readonly reason: string | undefined;
  /** Undefined: it is to be asked for anew. */
  readonly checkedAt: Date | undefined;
  /** When it last was as it should be. */
  readonly workingAt: Date | undefined;
  /** When the service was last asked to send again what was missed. */
  readonly resentAt: Date | undefined;
}

/** How setting up went for an integration as a whole. */
export interface WebhookSetupStanding {
  /** Why nothing can be registered at all, in words; undefined when that is not so. */
  readonly obstacle: string | undefined;
  /** When it last came to its end; undefined: never. */
  readonly finishedAt: Date | undefined;
}

/** How many registrations are in which state. */
export interface RegistrationCount {
  readonly level: WebhookLevel;
  readonly state: WebhookRegistration['state'];
  readonly count: number;
}

/** The webhooks of all integrations. */
export interface WebhookRegistrationTable {
  /** By place. */
  list(integrationId: IntegrationId): Promise<readonly WebhookRegistration[]>;
  /** Adds it, or replaces the one of that place. */
  save(registration: WebhookRegistration): Promise<void>;
  remove(integrationId: IntegrationId, place: string): Promise<void>;
  /** Every webhook that calls this address is to be asked for anew, because its secret has changed. Whose they are. */
  markUnchecked(endpointId: WebhookEndpointId): Promise<readonly IntegrationId[]>;
  /** Whether another integration of the same connector uses this address by a webhook of its app. */
  isAppShared(integrationId: IntegrationId, endpointId: WebhookEndpointId): Promise<boolean>;
  standing(integrationId: IntegrationId): Promise<WebhookSetupStanding>;
  saveStanding(integrationId: IntegrationId, standing: WebhookSetupStanding): Promise<void>;
  /** Integrations that take webhooks, are not paused, and were not set up since this moment. */
  due(since: Date): Promise<readonly IntegrationId[]>;
  /** True at most once since the moment given, for each integration: whoever gets it asks for the list of repositories. */
  takeDiscovery(integrationId: IntegrationId, since: Date, now: Date): Promise<boolean>;
}
