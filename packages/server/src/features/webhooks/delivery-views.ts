/** Deliveries with the names of what they speak of. */

import { shownName } from '@branchline/domain';
import type { Store } from '../../ports/store.ts';
import type {
  Delivery,
  DeliveryFilter,
  DeliveryId,
  DeliveryPage,
  WholeDelivery,
} from '../../ports/store/deliveries.ts';
import type { RepositoryStanding } from '../../ports/store/repositories.ts';
import type { EndpointPlace } from '../../ports/store/webhook-endpoints.ts';

export interface DeliveryViewsDeps {
  readonly store: Store;
}

/** A delivery and the names of what there still is of it. */
export interface DeliveryView<Kind extends Delivery = Delivery> {
  readonly delivery: Kind;
  readonly integrationName: string | undefined;
  readonly repositoryName: string | undefined;
  /** Undefined when there is no such address any more. */
  readonly endpoint: EndpointPlace | undefined;
}

function nameOf(repository: RepositoryStanding | undefined): string | undefined {
  return repository && shownName(repository);
}

async function withNames<Kind extends Delivery>(
  { store }: DeliveryViewsDeps,
  deliveries: readonly Kind[],
): Promise<readonly DeliveryView<Kind>[]> {
  const repositoryIds = [...new Set(deliveries.flatMap(({ repositoryId }) => repositoryId ?? []))];
  const [integrations, endpoints, repositories] = await Promise.all([
    store.integrations.list(),
    store.webhookEndpoints.list(),
    Promise.all(repositoryIds.map((id) => store.repositories.get(id))),
  ]);
  return deliveries.map((delivery) => ({
    delivery,
    integrationName: integrations.find(({ id }) => id === delivery.integrationId)?.name,
    repositoryName: nameOf(repositories.find((each) => each?.id === delivery.repositoryId)),
    endpoint: endpoints.find(({ id }) => id === delivery.endpointId),
  }));
}

/** A page of the log, newest first, see `DeliveryTable.page`. */
export async function deliveryPage(
  deps: DeliveryViewsDeps,
  filter: DeliveryFilter,
  limit: number,
  before: DeliveryId | undefined,
): Promise<Omit<DeliveryPage, 'deliveries'> & { readonly views: readonly DeliveryView[] }> {
  const { deliveries, ...page } = await deps.store.deliveries.page(filter, limit, before);
  return { ...page, views: await withNames(deps, deliveries) };
}

/** One with what arrived. */
export async function wholeDelivery(
  deps: DeliveryViewsDeps,
  id: DeliveryId,
): Promise<DeliveryView<WholeDelivery> | undefined> {
  const delivery = await deps.store.deliveries.get(id);
  return delivery && (await withNames(deps, [delivery]))[0];
}
