/** Takes a repository back: no job of it is left, nothing of it stays at Jira, and its mirror goes. */

import { mayPush, type Repository } from '@branchline/domain';
import {
  cancelPushJobs,
  indexOptions,
  pullRequestOptions,
  readFilesOptions,
  removeMirrorOptions,
  takeBackOptions,
} from '../../ports/job-options.ts';
import type { Tables } from '../../ports/store.ts';

/** Everything but what Jira was sent: that stays. Call it in the transaction that removes the rows. */
export async function dropRepository(tables: Tables, repository: Repository): Promise<void> {
  await cancelIndexing(tables, repository);
  for (const site of await tables.jiraSites.list()) await cancelPushJobs(tables.jobs, repository.id, site.id);
  await removeMirror(tables, repository);
}

async function cancelIndexing(tables: Tables, repository: Repository): Promise<void> {
  for (const options of [indexOptions, pullRequestOptions, readFilesOptions]) {
    await tables.jobs.cancel(options(repository, 'person').key);
  }
}

async function removeMirror(tables: Tables, { id: repositoryId }: Repository): Promise<void> {
  await tables.jobs.add('remove-mirror', { repositoryId }, removeMirrorOptions(repositoryId));
}

/**
 * Call it in the transaction that removes the rows. A push that runs at this moment ends first: the take-back waits in
 * its queue.
 */
export async function takeBack(tables: Tables, repository: Repository): Promise<void> {
  const { id: repositoryId, integrationId } = repository;
  await cancelIndexing(tables, repository);
  const installation = await tables.installation.id();
  for (const site of await tables.jiraSites.list()) {
    await cancelPushJobs(tables.jobs, repositoryId, site.id);
    const where = { jiraSiteId: site.id, integrationId, repositoryId };
    const mayArrive = mayPush(where, await tables.associations.list(site.id));
    if (!mayArrive && !(await tables.pushes.mayHold(repositoryId, site.id))) continue;
    const jiraRepositoryId = `${installation}-${repositoryId}`;
    await tables.jobs.add(
      'remove-development-information',
      { jiraRepositoryId, jiraSiteId: site.id },
      takeBackOptions(repositoryId, site.id),
    );
  }
  await removeMirror(tables, repository);
}
