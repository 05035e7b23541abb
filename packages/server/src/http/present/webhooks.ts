/** Deliveries, addresses and registrations → the contract's shapes. */

import type {
  WebhookDelivery as DeliveryShape,
  WebhookDeliveryDetails,
  WebhookEndpoint as EndpointShape,
  IntegrationWebhooks,
} from '@branchline/contract';
import type { DeliveryView } from '../../features/webhooks/delivery-views.ts';
import type { WholeDelivery } from '../../ports/store/deliveries.ts';
import type { EndpointPlace, WebhookEndpoint } from '../../ports/store/webhook-endpoints.ts';
import type { WebhookRegistration } from '../../ports/store/webhook-registrations.ts';
import { moment } from './repository.ts';

/** Of a body, in bytes: as much as anybody reads on a page. */
const shownBytes = 1_048_576;

function levelOf({ integrationId, repositoryId }: EndpointPlace): EndpointShape['level'] {
  if (repositoryId !== undefined) return 'repository';
  return integrationId === undefined ? 'installation' : 'integration';
}

export function presentDelivery(view: DeliveryView): DeliveryShape {
  const { delivery, integrationName, repositoryName, endpoint } = view;
  return {
    id: delivery.id,
    receivedAt: delivery.receivedAt.toISOString(),
    level: endpoint === undefined ? null : levelOf(endpoint),
    integrationId: delivery.integrationId ?? null,
    integrationName: integrationName ?? null,
    repositoryId: delivery.repositoryId ?? null,
    repositoryName: repositoryName ?? null,
    connector: delivery.connector ?? null,
    event: delivery.event,
    about: delivery.about,
    outcome: delivery.outcome,
    note: delivery.note,
    size: delivery.size,
    repeats: delivery.repeats,
    readAt: moment(delivery.readAt),
    replayedAt: moment(delivery.replayedAt),
  };
}

/** As text when it is UTF-8; a character that is cut in two at the end does not make it binary. */
function presentBody(body: Uint8Array): NonNullable<WebhookDeliveryDetails['body']> {
  const isCut = body.byteLength > shownBytes;
  const shown = body.subarray(0, shownBytes);
  try {
    const content = new TextDecoder('utf-8', { fatal: true }).decode(shown, { stream: isCut });
    return { encoding: 'text', content, isCut };
  } catch {
    return { encoding: 'base64', content: Buffer.from(shown).toString('base64'), isCut };
  }
}

export function presentWholeDelivery(view: DeliveryView<WholeDelivery>): WebhookDeliveryDetails {
  const { headers, body } = view.delivery;
  return { ...presentDelivery(view), headers: { ...headers }, body: body === undefined ? null : presentBody(body) };
}

export function presentEndpoint(endpoint: WebhookEndpoint, url: string, name: string | undefined): EndpointShape {
  return {
    id: endpoint.id,
    level: levelOf(endpoint),
    integrationId: endpoint.integrationId ?? null,
    repositoryId: endpoint.repositoryId ?? null,
    url,
    name: name ?? null,
    madeAt: endpoint.madeAt.toISOString(),
    secretIsShown: endpoint.secretShownAt !== undefined,
    previousSecretUntil: endpoint.sealedPreviousSecret === undefined ? null : moment(endpoint.previousSecretUntil),
  };
}

export function presentRegistration(registration: WebhookRegistration): IntegrationWebhooks['registrations'][number] {
  const { target, state, reason, checkedAt } = registration;
  const names = { app: '', owner: 'owner' in target ? target.owner : '' };
  const name = target.level === 'repository' ? target.repository.name : names[target.level];
  return { level: target.level, name, state, reason: reason ?? null, checkedAt: moment(checkedAt) };
}
