/** Reads deliveries again that were read before: after something was put right. */

import type { Clock } from '../../ports/clock.ts';
import { readWebhooksOptions } from '../../ports/job-options.ts';
import type { Store } from '../../ports/store.ts';
import type { DeliveryFilter, DeliveryId } from '../../ports/store/deliveries.ts';

export interface ReplayDeliveriesDeps {
  readonly store: Store;
  readonly clock: Clock;
}

/** They were verified when they came, and are not verified again. How many will be read. */
export async function replayDeliveries(
  deps: ReplayDeliveriesDeps,
  which: readonly DeliveryId[] | DeliveryFilter,
): Promise<number> {
  return deps.store.transaction(async (tables) => {
    const { replayed, inboxes } = await tables.deliveries.replay(which, deps.clock.now());
    for (const integrationId of [...inboxes].sort((a, b) => (a ?? 0) - (b ?? 0))) {
      await tables.jobs.add('read-webhooks', { integrationId }, readWebhooksOptions(integrationId));
    }
    return replayed;
  });
}
