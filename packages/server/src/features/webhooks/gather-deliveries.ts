/** Stores deliveries that arrive in the same moment together: one statement, one commit, and each waits for it. */

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
/** Commits under way at the same time, and how many must wait before another is begun beside them. */
const mostCommits = 3;
const enoughForAnother = 16;
const mostBytesAtOnce = 16_777_216;

/** While a batch is being committed, the next one gathers. */
export function gatherDeliveries(deps: GatherDeliveriesDeps): StoreDelivery {
  let waiting: Waiting[] = [];
  let commits = 0;
  async function storeNext(): Promise<void> {
    const batch = firstOf(waiting);
    waiting = waiting.slice(batch.length);
    commits += 1;
    await storeBatch(deps, batch);
    commits -= 1;
    begin();
  }
  function begin(): void {
    const isEnough = commits === 0 ? waiting.length > 0 : waiting.length >= enoughForAnother;
    if (isEnough && commits < mostCommits) void storeNext();
  }
  return (delivery) =>
    new Promise((resolve, reject) => {
      waiting.push({ delivery, resolve, reject });
      begin();
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
  return store.deliveries.store(deliveries, inboxes);
}
