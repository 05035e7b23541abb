/** The generic indexing trigger: a script or CI names a clone URL, and its repositories are looked at. */

import type { RepositoryId } from '@branchline/domain';
import type { Store } from '../../ports/store.ts';
import { addIndexJob } from '../../ports/job-options.ts';

export interface ReceiveTriggerDeps {
  readonly store: Store;
}

export interface TriggerReceipt {
  readonly queued: readonly RepositoryId[];
  /** What was done, in words. */
  readonly note: string;
}

/** Queues every repository with this clone URL and notes the delivery; a URL nobody knows is noted and ignored. */
export async function receiveTrigger(deps: ReceiveTriggerDeps, cloneUrl: string): Promise<TriggerReceipt> {
  return deps.store.transaction(async (tables) => {
    const repositories = await tables.repositories.findByCloneUrl(cloneUrl);
    for (const repository of repositories) await addIndexJob(tables.jobs, repository, 'webhook', 'webhook');
    const names = repositories.map(({ name }) => name).join(', ');
    const note = names === '' ? 'No repository has this clone URL; nothing was queued.' : `Queued: ${names}.`;
    await tables.deliveries.add({ about: cloneUrl, outcome: names === '' ? 'ignored' : 'queued', note });
    return { queued: repositories.map(({ id }) => id), note };
  });
}
