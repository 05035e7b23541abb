/** Asks for indexing because a person wants it: one repository or pull request, or all of an integration. */

import type { IntegrationId, RepositoryId } from '@branchline/domain';
import { addIndexJob, addPullRequestJob } from '../../ports/job-options.ts';
import type { Store } from '../../ports/store.ts';

export interface RequestIndexingDeps {
  readonly store: Store;
}

/** Reads the whole history of a repository again. False when there is no such repository. */
export async function reindexRepository(deps: RequestIndexingDeps, id: RepositoryId): Promise<boolean> {
  return deps.store.transaction(async (tables) => {
    const repository = await tables.repositories.get(id);
    if (repository === undefined) return false;
    await addIndexJob(tables.jobs, repository, 'reindex', 'person');
    return true;
  });
}

/** Asks the Git service for all pull requests again; git is left alone. False when there is no such repository. */
export async function reindexPullRequests(deps: RequestIndexingDeps, id: RepositoryId): Promise<boolean> {
  return deps.store.transaction(async (tables) => {
    const repository = await tables.repositories.get(id);
    if (repository === undefined) return false;
    await addPullRequestJob(tables.jobs, repository, { kind: 'changed' }, 'reindex', 'person');
    return true;
  });
}

/** Asks the Git service for one pull request again. False when there is no such repository. */
export async function reindexPullRequest(
  deps: RequestIndexingDeps,
  id: RepositoryId,
  remoteId: string,
): Promise<boolean> {
  return deps.store.transaction(async (tables) => {
    const repository = await tables.repositories.get(id);
    if (repository === undefined) return false;
    await addPullRequestJob(tables.jobs, repository, { kind: 'some', remoteIds: [remoteId] }, 'person', 'person');
    return true;
  });
}

/** Reindexes all repositories of an integration; how many, or undefined when there is no such integration. */
export async function reindexIntegration(deps: RequestIndexingDeps, id: IntegrationId): Promise<number | undefined> {
  return deps.store.transaction(async (tables) => {
    if ((await tables.integrations.get(id)) === undefined) return undefined;
    const repositories = await tables.repositories.listByIntegration(id);
    for (const repository of repositories) await addIndexJob(tables.jobs, repository, 'reindex', 'person');
    return repositories.length;
  });
}
