/** Asks for indexing because a person wants it: one repository, or all of an integration. */

import type { IndexingTrigger, IntegrationId, RepositoryId } from '@branchline/domain';
import { indexOptions } from '../../ports/job-options.ts';
import type { JobUrgency } from '../../ports/jobs.ts';
import type { Store, Tables } from '../../ports/store.ts';
import type { RepositoryStanding } from '../../ports/store/repositories.ts';

export interface RequestIndexingDeps {
  readonly store: Store;
}

/** Adds the job; whatever waits already for this repository is merged with it. */
export async function queueIndexing(
  tables: Tables,
  repository: RepositoryStanding,
  trigger: IndexingTrigger,
  urgency: JobUrgency,
): Promise<void> {
  const payload = { repositoryId: repository.id, scope: { kind: 'everything' }, trigger } as const;
  await tables.jobs.add('index-repository', payload, indexOptions(repository, urgency));
}

/** Reads the whole history of a repository again. False when there is no such repository. */
export async function reindexRepository(deps: RequestIndexingDeps, id: RepositoryId): Promise<boolean> {
  return deps.store.transaction(async (tables) => {
    const repository = await tables.repositories.get(id);
    if (repository === undefined) return false;
    await queueIndexing(tables, repository, 'reindex', 'person');
    return true;
  });
}

/** Reindexes all repositories of an integration; how many, or undefined when there is no such integration. */
export async function reindexIntegration(deps: RequestIndexingDeps, id: IntegrationId): Promise<number | undefined> {
  return deps.store.transaction(async (tables) => {
    if ((await tables.integrations.get(id)) === undefined) return undefined;
    const repositories = await tables.repositories.listByIntegration(id);
    for (const repository of repositories) await queueIndexing(tables, repository, 'reindex', 'person');
    return repositories.length;
  });
}
