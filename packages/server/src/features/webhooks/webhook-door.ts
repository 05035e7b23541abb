/** Lets webhooks in: finds the address, verifies over the raw bytes, and stores what is genuine. */

import { createHash } from 'node:crypto';
import { Failure, type Secret } from '@branchline/domain';
import type { GitServiceConnector } from '../../ports/git-service.ts';
import type { WebhookRequest } from '../../ports/git-service/webhooks.ts';
import type { Log } from '../../ports/log.ts';
import type { DeliveryId } from '../../ports/store/deliveries.ts';
import { chooseReader, type NamedReader } from './choose-reader.ts';
import { countRefusals } from './count-refusals.ts';
import { gatherDeliveries } from './gather-deliveries.ts';
import { keptHeaders } from './kept-headers.ts';
import { knownEndpoints, type KnownEndpoint, type KnownEndpointsDeps } from './known-endpoints.ts';

export interface WebhookDoorDeps extends KnownEndpointsDeps {
  readonly log: Log;
  readonly connectors: ReadonlyMap<string, GitServiceConnector>;
}

/** What became of a request. */
export type Acceptance =
  | { readonly outcome: 'stored'; readonly delivery: DeliveryId }
  /** It had been stored before. */
  | { readonly outcome: 'known' }
  | { readonly outcome: 'refused'; readonly reason: string };

export interface WebhookDoor {
  /** Undefined when nothing is at this address. @throws Error when the database does not answer */
  find(token: string): Promise<KnownEndpoint | undefined>;
  /** @throws Error when it could not be stored: the sender must come back */
  accept(at: KnownEndpoint, request: Omit<WebhookRequest, 'receivedAt'>): Promise<Acceptance>;
  /** Writes down that something was turned away before it was read. */
  noteRefusal(at: KnownEndpoint, reason: string, size: number): void;
}

/**
 * Without an id of the sender, two alike bodies within this time count as one delivery. Short: a branch that is moved
 * there, back and there again sends the same body twice and means it.
 */
const alikeMilliseconds = 10_000;
const longestId = 200;

function deliveryKey({ id, reader }: NamedReader, request: WebhookRequest): string {
  const { deliveryId } = reader.describe(request);
  if (deliveryId !== undefined && deliveryId !== '' && deliveryId.length <= longestId) return `${id}/id/${deliveryId}`;
  const digest = createHash('sha256').update(request.body).digest('hex');
  return `${id}/body/${digest}/${Math.floor(request.receivedAt.getTime() / alikeMilliseconds)}`;
}

/** Why the request is not genuine; undefined when it is. */
function doubtAbout({ reader }: NamedReader, request: WebhookRequest, secrets: readonly Secret[]): string | undefined {
  try {
    reader.verify(request, secrets);
    return undefined;
  } catch (error) {
    if (error instanceof Failure && error.kind === 'invalid-signature') return error.message;
    throw error;
  }
}

function placeOf({ endpoint, connector }: KnownEndpoint) {
  const { id: endpointId, integrationId, repositoryId } = endpoint;
  return { endpointId, integrationId, repositoryId, connector };
}

/** The door of one process. */
export function createWebhookDoor(deps: WebhookDoorDeps): WebhookDoor {
  const known = knownEndpoints(deps);
  const store = gatherDeliveries(deps);
  const countRefused = countRefusals(deps);

  function refuse(at: KnownEndpoint, named: NamedReader | undefined, request: WebhookRequest, reason: string) {
    const event = named?.reader.describe(request).event ?? '';
    const { receivedAt, body } = request;
    const connector = named?.id ?? at.connector;
    countRefused({ ...placeOf(at), connector, event, note: reason, size: body.byteLength, receivedAt });
    return { outcome: 'refused', reason } as const;
  }

  async function doubt(at: KnownEndpoint, named: NamedReader, request: WebhookRequest) {
    const doubted = doubtAbout(named, request, at.secrets);
    if (doubted === undefined) return undefined;
    const afresh = await known.findAfresh(at);
    return afresh === undefined ? doubted : doubtAbout(named, request, afresh.secrets);
  }

  return {
    find: (token) => known.find(token),
    async accept(at, { headers, body }) {
      const request = { headers, body, receivedAt: deps.clock.now() };
      const named = chooseReader(deps.connectors, at.connector, request);
      if (named === undefined) {
        return refuse(at, undefined, request, 'No Git service that we know sends such requests.');
      }
      const doubted = await doubt(at, named, request);
      if (doubted !== undefined) return refuse(at, named, request, doubted);
      const delivery = await store({
        ...placeOf(at),
        inbox: at.endpoint.integrationId,
        connector: named.id,
        event: named.reader.describe(request).event,
        deliveryKey: deliveryKey(named, request),
        headers: keptHeaders(headers, at.secrets),
        body,
        receivedAt: request.receivedAt,
      });
      return delivery === undefined ? { outcome: 'known' } : { outcome: 'stored', delivery };
    },
    noteRefusal(at, reason, size) {
      countRefused({ ...placeOf(at), event: '', note: reason, size, receivedAt: deps.clock.now() });
    },
  };
}
