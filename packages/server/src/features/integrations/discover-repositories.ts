/** Lists an integration's repositories at its Git service and brings our rows up to date; new ones are indexed. */

import type { IntegrationId } from '@branchline/domain';
import { addIndexJob } from '../../ports/job-options.ts';
import type { Store } from '../../ports/store.ts';
import { connect, type ConnectDeps } from './connect.ts';

export interface DiscoverRepositoriesDeps extends ConnectDeps {
  readonly store: Store;
}

/** Saves what the service lists, one repository at a time. @throws Failure when the service refuses */
export async function discoverRepositories(
  deps: DiscoverRepositoriesDeps,
  integrationId: IntegrationId,
): Promise<void> {
  const integration = await deps.store.integrations.get(integrationId);
  if (integration === undefined) return;
  const connection = await connect(deps, integration);
  for await (const { repositories } of connection.listRepositories()) {
    await deps.store.transaction(async (tables) => {
      for (const remote of repositories) {
        const repository = await tables.repositories.save(integrationId, remote);
        if (repository.indexedAt === undefined) await addIndexJob(tables.jobs, repository, 'person', 'history');
      }
    });
  }
}
