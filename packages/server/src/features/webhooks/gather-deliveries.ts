/** Stores deliveries that arrive in the same moment together: one statement, one commit, and each waits for it. */

import { readWebhooksOptions } from '../../ports/job-options.ts';
import type { Log } from '../../ports/log.ts';
import type { Store } from '../../ports/store.ts';
import type { DeliveryId, NewDelivery } from '../../ports/store/deliveries.ts';

export interface GatherDeliveriesDeps {
  readonly store: Store;
  readonly log: Log;
}

/** A delivery, and in whose inbox it is read. */
export type InboxDelivery = NewDelivery & { readonly inbox: NewDelivery['integrationId'] };

/** Stores one delivery. Resolves when it is safe: with its id, or undefined when it had been stored before. */
export type StoreDelivery = (delivery: InboxDelivery) => Promise<DeliveryId | undefined>;

interface Waiting {
  readonly delivery: InboxDelivery;
  readonly resolve: (id: DeliveryId | undefined) => void;
  readonly reject: (error: unknown) => void;
}

/** In one statement; more would make the first wait for the last. */
const mostAtOnce = 500;
const mostBytesAtOnce = 16_777_216;

/** While a batch is being committed, the next one gathers. */
export function gatherDeliveries(deps: GatherDeliveriesDeps): StoreDelivery {
  let waiting: Waiting[] = [];
  let isStoring = false;
  async function storeAll(): Promise<void> {
    isStoring = true;
    while (waiting.length > 0) {
      const batch = firstOf(waiting);
      waiting = waiting.slice(batch.length);
      await storeBatch(deps, batch);
    }
    isStoring = false;
  }
  return (delivery) =>
    new Promise((resolve, reject) => {
      waiting.push({ delivery, resolve, reject });
      if (!isStoring) void storeAll();
    });
}

function firstOf(waiting: readonly Waiting[]): readonly Waiting[] {
  let bytes = 0;
  const end = waiting.findIndex(({ delivery }, index) => {
    bytes += delivery.body.byteLength;
    return index >= mostAtOnce || (index > 0 && bytes > mostBytesAtOnce);
  });
  return end === -1 ? waiting : waiting.slice(0, end);
}

/** Never throws: each that waits is told. */
async function storeBatch(deps: GatherDeliveriesDeps, batch: readonly Waiting[]): Promise<void> {
  try {
    const ids = await write(deps.store, batch);
    for (const [index, { resolve }] of batch.entries()) resolve(ids[index]);
  } catch (error) {
    const databaseAnswers = await deps.store.ping().then(
      () => true,
      () => false,
    );
    // One that cannot be stored must not keep the others out.
    if (databaseAnswers && batch.length > 1) {
      for (const each of batch) await storeBatch(deps, [each]);
      return;
    }
    const reason = error instanceof Error ? error.message : String(error);
    deps.log.warn('Webhooks could not be stored; their senders were asked to come back.', {
      count: batch.length,
      reason,
    });
    for (const { reject } of batch) reject(error);
  }
}

function write(store: Store, batch: readonly Waiting[]): Promise<readonly (DeliveryId | undefined)[]> {
  const deliveries = batch.map(({ delivery }) => delivery);
  // Always in the same order, so that two processes never wait for each other.
  const inboxes = [...new Set(deliveries.map(({ inbox }) => inbox))].sort((a, b) => (a ?? 0) - (b ?? 0));
  return store.transaction(async (tables) => {
    const ids = await tables.deliveries.store(deliveries);
    for (const inbox of inboxes) {
      await tables.jobs.add('read-webhooks', { integrationId: inbox }, readWebhooksOptions(inbox));
    }
    return ids;
  });
}
