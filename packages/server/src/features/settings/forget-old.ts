/** Forgets what was kept for as long as the administrator wanted. */

import type { Clock } from '../../ports/clock.ts';
import type { Store } from '../../ports/store.ts';

export interface ForgetOldDeps {
  readonly store: Store;
  readonly clock: Clock;
}

const dayMilliseconds = 24 * 60 * 60_000;

/** Run it every minute: with nothing old it costs little. */
export async function forgetOld({ store, clock }: ForgetOldDeps): Promise<void> {
  const { retention } = await store.settings.installation();
  const daysAgo = (days: number) => new Date(clock.now().getTime() - days * dayMilliseconds);
  await store.deliveries.removeBefore(daysAgo(retention.webhookDeliveries));
  await store.gitPushes.removeBefore(daysAgo(retention.webhookDeliveries));
  await store.auditLog.removeBefore(daysAgo(retention.auditLog));
  await store.settings.removeIndexRunsBefore(daysAgo(retention.indexRuns));
  await store.idempotentRequests.removeOlderThan(dayMilliseconds / 1000);
  await store.settings.removeFailedJobsBefore(daysAgo(retention.failedJobs));
}
