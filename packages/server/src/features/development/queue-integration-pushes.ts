/** Queues pushes of an integration's many repositories in portions: one transaction cannot hold so many jobs. */

import { mayPush, type IntegrationId } from '@branchline/domain';
import { addPushJobs } from '../../ports/job-options.ts';
import type { Store, Tables } from '../../ports/store.ts';
import type { RepositoryStanding } from '../../ports/store/repositories.ts';

/** Each has two jobs for each site, which are locked until the transaction ends. */
const repositoriesAtOnce = 100;

/** For sites that may see a repository, saw it until just now, or hold something of it. Interrupted, it begins anew: jobs of one key are one. */
export async function queueIntegrationPushes(
  { store }: { readonly store: Store },
  integrationId: IntegrationId,
): Promise<void> {
  const repositories = await store.repositories.listByIntegration(integrationId);
  for (let from = 0; from < repositories.length; from += repositoriesAtOnce) {
    const some = repositories.slice(from, from + repositoriesAtOnce);
    await store.transaction((tables) => queueSome(tables, some));
  }
}

async function queueSome(tables: Tables, repositories: readonly RepositoryStanding[]): Promise<void> {
  for (const { id: jiraSiteId } of await tables.jiraSites.list()) {
    for (const { id: repositoryId, integrationId } of repositories) {
      const where = { jiraSiteId, integrationId, repositoryId };
      const isConcerned =
        mayPush(where, await tables.associations.about(where)) ||
        (await tables.associations.appliedTo(where)).length > 0 ||
        (await tables.pushes.mayHold(repositoryId, jiraSiteId));
      if (isConcerned) await addPushJobs(tables.jobs, repositoryId, jiraSiteId);
    }
  }
}
