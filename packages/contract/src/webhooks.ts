/** Webhooks: the addresses they are sent to, those we made at Git services, and the log of what arrived. */

import type { IntegrationId, RepositoryId } from '@branchline/domain';
import { z } from 'zod';
import { Count, Id, Moment, Nothing, idOf } from './fields.ts';
import { act, ofIntegration, show, type Route } from './route.ts';

/** Deliveries on one page unless asked otherwise, and at most. */
export const deliveryPageSize = { usual: 50, most: 200 } as const;
/** Deliveries that can be replayed one by one in one request. */
const replayLimit = 1000;
const rowId = z.object({ id: idOf<number>() });

export const DeliveryOutcome = z.enum(['waiting', 'queued', 'ignored', 'refused', 'failed']);

/** What is left out does not matter. */
const filterFields = {
  integration: idOf<IntegrationId>().optional(),
  repository: idOf<RepositoryId>().optional(),
  /** Whether it is known of which repository it speaks. */
  matched: z.enum(['yes', 'no']).optional(),
  outcome: DeliveryOutcome.optional(),
  /** The service's own name, whole: `push`. */
  event: z.string().min(1).max(200).optional(),
  /** Received then or later. */
  since: Moment.optional(),
  /** Received before then. */
  until: Moment.optional(),
  /** Part of what it speaks of, of the note, the event or the delivery's id, in any case. */
  search: z.string().trim().min(1).max(300).optional(),
};

export const DeliveryQuery = z.object({
  ...filterFields,
  /** `next` of the page before. */
  cursor: z.string().max(20).regex(/^\d+$/u, 'is not the cursor of a page').optional(),
  limit: z.coerce.number<number | string>().int().min(1).max(deliveryPageSize.most).optional(),
});
export type DeliveryQuery = z.output<typeof DeliveryQuery>;

/** The same filters without pages. */
export const DeliveryCountQuery = z.object(filterFields);

export const DeliveryCount = z.object({
  deliveries: Count,
  /** Of these, those whose body was kept and whose address is still there. */
  replayable: Count,
});

const Level = z.enum(['installation', 'integration', 'repository']);

export const WebhookDelivery = z.object({
  id: Id,
  receivedAt: Moment,
  /** Of the address; null for the trigger of the API, and when the address was removed. */
  level: Level.nullable(),
  integrationId: Id.nullable(),
  /** Null when unknown or removed. */
  integrationName: z.string().nullable(),
  repositoryId: Id.nullable(),
  repositoryName: z.string().nullable(),
  /** Which connector read it, or `trigger`; null when there was none. */
  connector: z.string().nullable(),
  event: z.string(),
  /** What it speaks of: a repository's name or address; may be empty. */
  about: z.string(),
  outcome: DeliveryOutcome,
  /** In words: what was queued, or why not. */
  note: z.string(),
  /** Of the body, in bytes. */
  size: Count,
  /** How many more were counted on this line instead of kept. */
  repeats: Count,
  readAt: Moment.nullable(),
  replayedAt: Moment.nullable(),
});
export type WebhookDelivery = z.infer<typeof WebhookDelivery>;

export const WebhookDeliveryPage = z.object({
  /** Newest first. */
  deliveries: z.array(WebhookDelivery),
  /** Null on the last page. */
  next: z.string().nullable(),
  /**
   * Where a text, or several things at once, are asked for, so many deliveries are looked at that an answer comes soon:
   * so far back this page looked, and `next` looks further. Null when the page is full, or the last.
   */
  lookedBackTo: Moment.nullable(),
});
export type WebhookDeliveryPage = z.infer<typeof WebhookDeliveryPage>;

export const WebhookDeliveryDetails = WebhookDelivery.extend({
  /** Names in lower case; what may hold a secret was never kept. */
  headers: z.record(z.string(), z.string()),
  /** Null when it was not kept. */
  body: z
    .object({
      encoding: z.enum(['text', 'base64']),
      content: z.string(),
      /** Only the beginning is shown. */
      isCut: z.boolean(),
    })
    .nullable(),
});
export type WebhookDeliveryDetails = z.infer<typeof WebhookDeliveryDetails>;

/** Some by their ids, or all that a filter lets through: `{"filter":{"since":"…"}}`. */
export const ReplayRequest = z.union([
  z.strictObject({ ids: z.array(idOf<number>()).min(1).max(replayLimit) }),
  z.strictObject({ filter: z.strictObject(filterFields) }),
]);

export const ReplayAnswer = z.object({ replayed: Count });

export const WebhookEndpoint = z.object({
  id: Id,
  level: Level,
  integrationId: Id.nullable(),
  repositoryId: Id.nullable(),
  /** What the Git service is told to call. */
  url: z.string(),
  madeAt: Moment,
  /** A person has been shown the secret: it is not shown again. */
  secretIsShown: z.boolean(),
  /** Of the place that is not the installation; null for the installation, and when it was removed. */
  name: z.string().nullable(),
  /** Until then the secret before the present one is good as well; null when there is none. */
  previousSecretUntil: Moment.nullable(),
});
export type WebhookEndpoint = z.infer<typeof WebhookEndpoint>;

export const WebhookEndpointList = z.object({ endpoints: z.array(WebhookEndpoint) });

/** With both left out: the installation's address. */
export const NewWebhookEndpoint = z.strictObject({
  integrationId: idOf<IntegrationId>().optional(),
  repositoryId: idOf<RepositoryId>().optional(),
});

export const WebhookEndpointWithSecret = WebhookEndpoint.extend({
  /** Shown once; null when somebody has seen it before. Change it to see a new one. */
  secret: z.string().nullable(),
  /** What to do at the Git service, in order. */
  manualSteps: z.array(z.string()),
});
export type WebhookEndpointWithSecret = z.infer<typeof WebhookEndpointWithSecret>;

export const WebhookRegistration = z.object({
  level: z.enum(['app', 'owner', 'repository']),
  /** The owner or the repository; empty for the app. */
  name: z.string(),
  state: z.enum(['working', 'failing', 'untried', 'refused']),
  /** In words, for failing and refused. */
  reason: z.string().nullable(),
  checkedAt: Moment.nullable(),
});

/** The webhooks of an integration at its Git service. */
export const IntegrationWebhooks = z.object({
  /** Why none can be made, in words; null when that is not so. */
  obstacle: z.string().nullable(),
  /** When they were last looked after; null: never. */
  checkedAt: Moment.nullable(),
  registrations: z.array(WebhookRegistration),
  /** What a person does instead, for a whole owner and for one repository; empty where the service sends none. */
  manualSteps: z.object({ owner: z.array(z.string()), repository: z.array(z.string()) }),
});
export type IntegrationWebhooks = z.infer<typeof IntegrationWebhooks>;

const about = { params: ofIntegration } as const;

export const webhookRoutes = {
  listWebhookDeliveries: {
    ...show,
    path: '/api/v1/webhooks/deliveries',
    query: DeliveryQuery,
    response: WebhookDeliveryPage,
  },
  countWebhookDeliveries: {
    ...show,
    path: '/api/v1/webhooks/deliveries/count',
    query: DeliveryCountQuery,
    response: DeliveryCount,
  },
  showWebhookDelivery: {
    ...show,
    path: '/api/v1/webhooks/deliveries/:id',
    params: rowId,
    response: WebhookDeliveryDetails,
  },
  /** Reads again what was kept; nothing is verified again. */
  replayWebhooks: {
    ...act,
    path: '/api/v1/webhooks/replay',
    request: ReplayRequest,
    status: 202,
    response: ReplayAnswer,
  },
  listWebhookEndpoints: { ...show, path: '/api/v1/webhooks/endpoints', response: WebhookEndpointList },
  /** Makes the address of a place, or gives the one there is. */
  makeWebhookEndpoint: {
    ...act,
    path: '/api/v1/webhooks/endpoints',
    request: NewWebhookEndpoint,
    response: WebhookEndpointWithSecret,
  },
  /** The secret before stays good for a day. */
  changeWebhookSecret: {
    ...act,
    path: '/api/v1/webhooks/endpoints/:id/secret',
    params: rowId,
    response: WebhookEndpointWithSecret,
  },
  showIntegrationWebhooks: {
    ...show,
    ...about,
    path: '/api/v1/integrations/:id/webhooks',
    response: IntegrationWebhooks,
  },
  /** Makes and repairs them, by a job. */
  setUpWebhooks: { ...act, ...about, path: '/api/v1/integrations/:id/webhooks', status: 202, response: Nothing },
} as const satisfies Readonly<Record<string, Route>>;
