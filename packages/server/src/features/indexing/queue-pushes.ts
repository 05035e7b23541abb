/** Queues a repository's changed rows for every Jira site that may see some of them. */

import { mayPush, type Repository } from '@branchline/domain';
import { addPushJobs } from '../../ports/job-options.ts';
import type { Tables } from '../../ports/store.ts';

/** Call it in the transaction that writes the rows. */
export async function queuePushes(tables: Tables, repository: Repository): Promise<void> {
  for (const site of await tables.jiraSites.list()) {
    const where = { jiraSiteId: site.id, integrationId: repository.integrationId, repositoryId: repository.id };
    if (!mayPush(where, await tables.associations.about(where))) continue;
    await addPushJobs(tables.jobs, repository.id, site.id);
  }
}
