/** Webhooks at the door of the API: the log, replaying, addresses, and those we made at Git services. */

import { deliveryPageSize } from '@branchline/contract';
import { shownName, type IntegrationId, type RepositoryId, type Secret } from '@branchline/domain';
import {
  ensureWebhookEndpoint,
  rotateWebhookSecret,
  showWebhookSecretOnce,
  webhookAddress,
  type WebhookEndpointDeps,
} from '../../features/integrations/webhook-endpoints.ts';
import { deliveryPage, wholeDelivery } from '../../features/webhooks/delivery-views.ts';
import { serviceSteps, stepsForEndpoint, type ManualStepsDeps } from '../../features/webhooks/manual-steps.ts';
import { replayDeliveries } from '../../features/webhooks/replay-deliveries.ts';
import { setUpWebhooksOptions } from '../../ports/job-options.ts';
import type { DeliveryFilter } from '../../ports/store/deliveries.ts';
import type { EndpointPlace, WebhookEndpoint } from '../../ports/store/webhook-endpoints.ts';
import type { Handlers } from '../mount-routes.ts';
import { moment } from '../present/repository.ts';
import { presentDelivery, presentEndpoint, presentRegistration, presentWholeDelivery } from '../present/webhooks.ts';
import { notFound } from '../problems.ts';

export interface WebhookHandlersDeps extends WebhookEndpointDeps, ManualStepsDeps {
  readonly store: WebhookEndpointDeps['store'];
  /** The address at which Git services reach us, without a slash at the end. */
  readonly publicUrl: string;
}

type LogNames = 'listWebhookDeliveries' | 'countWebhookDeliveries' | 'showWebhookDelivery' | 'replayWebhooks';
type EndpointNames = 'listWebhookEndpoints' | 'makeWebhookEndpoint' | 'changeWebhookSecret';
type Names = LogNames | EndpointNames | 'showIntegrationWebhooks' | 'setUpWebhooks';

interface AskedFilter {
  readonly integration?: IntegrationId | undefined;
  readonly repository?: RepositoryId | undefined;
  readonly matched?: 'yes' | 'no' | undefined;
  readonly outcome?: DeliveryFilter['outcome'];
  readonly event?: string | undefined;
  readonly since?: string | undefined;
  readonly until?: string | undefined;
  readonly search?: string | undefined;
}

function filterFrom({ integration, repository, matched, outcome, event, ...rest }: AskedFilter): DeliveryFilter {
  const { since, until, search } = rest;
  return {
    isMatched: matched === undefined ? undefined : matched === 'yes',
    integrationId: integration,
    repositoryId: repository,
    outcome,
    event,
    since: since === undefined ? undefined : new Date(since),
    until: until === undefined ? undefined : new Date(until),
    search,
  };
}

/** A repository's address belongs to its integration, whether that was said or not. */
async function placeOf(
  { store }: WebhookHandlersDeps,
  { integrationId, repositoryId }: Partial<EndpointPlace>,
): Promise<EndpointPlace> {
  const repository = repositoryId === undefined ? undefined : await store.repositories.get(repositoryId);
  if (repositoryId !== undefined && repository === undefined) throw notFound('repository');
  const id = repository?.integrationId ?? integrationId;
  if (id !== undefined && (await store.integrations.get(id)) === undefined) throw notFound('integration');
  if (integrationId !== undefined && id !== integrationId) throw notFound('repository of this integration');
  return { integrationId: id, repositoryId };
}

/** The log and replaying. */
function deliveryHandlers(deps: WebhookHandlersDeps): Pick<Handlers, LogNames> {
  return {
    listWebhookDeliveries: async ({ query }) => {
      const before = query.cursor === undefined ? undefined : Number(query.cursor);
      const limit = query.limit ?? deliveryPageSize.usual;
      const { views, next, lookedBackTo } = await deliveryPage(deps, filterFrom(query), limit, before);
      const nextCursor = next === undefined ? null : String(next);
      return { deliveries: views.map(presentDelivery), next: nextCursor, lookedBackTo: moment(lookedBackTo) };
    },
    countWebhookDeliveries: ({ query }) => deps.store.deliveries.count(filterFrom(query)),
    showWebhookDelivery: async ({ params }) => {
      const view = await wholeDelivery(deps, params.id);
      if (view === undefined) throw notFound('delivery');
      return presentWholeDelivery(view);
    },
    replayWebhooks: async ({ body }) => ({
      replayed: await replayDeliveries(deps, 'ids' in body ? body.ids : filterFrom(body.filter)),
    }),
  };
}

/** Addresses and their secrets. */
function endpointHandlers(deps: WebhookHandlersDeps): Pick<Handlers, EndpointNames> {
  async function shownAs(endpoint: WebhookEndpoint) {
    const { integrationId, repositoryId } = endpoint;
    const repository = repositoryId === undefined ? undefined : await deps.store.repositories.get(repositoryId);
    const integration = integrationId === undefined ? undefined : await deps.store.integrations.get(integrationId);
    const name = repositoryId === undefined ? integration?.name : repository && shownName(repository);
    return presentEndpoint(endpoint, webhookAddress(deps.publicUrl, endpoint), name);
  }
  async function withSecret(endpoint: WebhookEndpoint, secret: Secret | undefined) {
    const shown = await shownAs(endpoint);
    const manualSteps = [...(await stepsForEndpoint(deps, endpoint))];
    return { ...shown, secret: secret?.reveal() ?? null, manualSteps };
  }
  return {
    listWebhookEndpoints: async () => {
      const endpoints = await deps.store.webhookEndpoints.list();
      return { endpoints: await Promise.all(endpoints.map(shownAs)) };
    },
    makeWebhookEndpoint: async ({ body }) => {
      const { id } = await ensureWebhookEndpoint(deps, await placeOf(deps, body));
      const endpoint = await deps.store.webhookEndpoints.get(id);
      if (endpoint === undefined) throw notFound('address');
      return withSecret(endpoint, await showWebhookSecretOnce(deps, endpoint));
    },
    changeWebhookSecret: async ({ params }) => {
      const secret = await rotateWebhookSecret(deps, params.id);
      const endpoint = await deps.store.webhookEndpoints.get(params.id);
      if (secret === undefined || endpoint === undefined) throw notFound('address');
      return withSecret(endpoint, secret);
    },
  };
}

export function webhookHandlers(deps: WebhookHandlersDeps): Pick<Handlers, Names> {
  async function integrationOf(id: IntegrationId) {
    const integration = await deps.store.integrations.get(id);
    if (integration === undefined) throw notFound('integration');
    return integration;
  }
  return {
    ...deliveryHandlers(deps),
    ...endpointHandlers(deps),
    showIntegrationWebhooks: async ({ params }) => {
      const integration = await integrationOf(params.id);
      const { obstacle, finishedAt } = await deps.store.webhookRegistrations.standing(params.id);
      const registrations = await deps.store.webhookRegistrations.list(params.id);
      return {
        obstacle: obstacle ?? null,
        checkedAt: moment(finishedAt),
        registrations: registrations.map(presentRegistration),
        manualSteps: {
          owner: [...serviceSteps(deps, integration, 'owner')],
          repository: [...serviceSteps(deps, integration, 'repository')],
        },
      };
    },
    setUpWebhooks: async ({ params: { id: integrationId } }) => {
      await integrationOf(integrationId);
      await deps.store.jobs.add('set-up-webhooks', { integrationId }, setUpWebhooksOptions(integrationId, 'person'));
    },
  };
}
