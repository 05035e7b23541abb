/** What follows when a service refuses an integration's credential, and when it takes it again. */

import type { Failure, IntegrationId } from '@branchline/domain';
import { discoverOptions } from '../../ports/job-options.ts';
import type { Store, Tables } from '../../ports/store.ts';

const remedy = 'Give this integration a new credential, or sign in again: it goes on by itself then.';

/** Pauses this integration and no other, with the reason and what to do. One that a person paused stays theirs. */
export async function pauseRefused(store: Store, id: IntegrationId, failure: Failure): Promise<void> {
  await store.transaction(async (tables) => {
    const integration = await tables.integrations.get(id);
    if (integration === undefined || integration.pausedBy === 'person') return;
    await tables.integrations.pause(id, `${failure.message} ${remedy}`, 'refusal');
    await tables.jobs.pause(id);
  });
}

/** Lets it go on when it was paused for its credential. Call it in the transaction that notes the good one. */
export async function resumeRefused(tables: Tables, id: IntegrationId): Promise<void> {
  const integration = await tables.integrations.get(id);
  if (integration === undefined || integration.pausedBy !== 'refusal') return;
  await tables.integrations.resume(id);
  await tables.jobs.resume(id);
  if (integration.mode !== 'two-way') return;
  await tables.jobs.add('discover-repositories', { integrationId: id }, discoverOptions(id, 'person'));
}
