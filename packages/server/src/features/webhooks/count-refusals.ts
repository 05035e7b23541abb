/** Notes deliveries that were not let in: one line an hour for each address, however many there are. */

import type { Log } from '../../ports/log.ts';
import type { Store } from '../../ports/store.ts';
import type { RefusedDeliveries } from '../../ports/store/deliveries.ts';

export interface CountRefusalsDeps {
  readonly store: Store;
  readonly log: Log;
}

export type Refusal = Omit<RefusedDeliveries, 'count' | 'deliveryKey'>;

/** The log is for finding out that something is wrong, not for keeping what strangers send. */
function lineOf({ receivedAt }: Refusal): string {
  return `refused/${receivedAt.toISOString().slice(0, 13)}`;
}

/** While one is being written, others of the same address are only counted. */
export function countRefusals(deps: CountRefusalsDeps): (refusal: Refusal) => void {
  const counted = new Map<number, RefusedDeliveries>();
  const writing = new Set<number>();
  async function writeAll(endpointId: number): Promise<void> {
    writing.add(endpointId);
    for (let next = counted.get(endpointId); next !== undefined; next = counted.get(endpointId)) {
      counted.delete(endpointId);
      await deps.store.deliveries.countRefused(next).catch((error: unknown) => {
        deps.log.warn('Refused webhooks could not be noted.', { reason: String(error) });
      });
    }
    writing.delete(endpointId);
  }
  return (refusal) => {
    const { endpointId } = refusal;
    const count = (counted.get(endpointId)?.count ?? 0) + 1;
    counted.set(endpointId, { ...refusal, deliveryKey: lineOf(refusal), count });
    if (!writing.has(endpointId)) void writeAll(endpointId);
  };
}
