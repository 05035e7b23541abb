/** Queues a repository's changed rows for every Jira site that may see some of them. */

import { mayPush, type Repository } from '@branchline/domain';
import { addPushJobs } from '../../ports/job-options.ts';
import type { Tables } from '../../ports/store.ts';

/** Call it in the transaction that writes the rows. */
export async function queuePushes(tables: Tables, repository: Repository): Promise<void> {
  for (const site of await tables.jiraSites.list()) {
    const where = { jiraSiteId: site.id, integrationId: repository.integrationId, repositoryId: repository.id };
    // What was taken away and not followed yet may be given back before it is: then nobody else would send this.
    const isSeen =
      mayPush(where, await tables.associations.about(where)) || (await tables.associations.appliedTo(where)).length > 0;
    if (!isSeen) continue;
    await addPushJobs(tables.jobs, repository.id, site.id);
  }
}
