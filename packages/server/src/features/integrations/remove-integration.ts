/** Disconnects an integration: forgets its rows and mirrors and takes back what was sent to Jira. */

import type { Integration, IntegrationId, RepositoryId } from '@branchline/domain';
import {
  discoverOptions,
  indexOptions,
  pushOptions,
  readFilesOptions,
  removeMirrorOptions,
  takeBackOptions,
} from '../../ports/job-options.ts';
import type { Store, Tables } from '../../ports/store.ts';

export interface RemoveIntegrationDeps {
  readonly store: Store;
}

/** What disconnecting removes, to be shown before and after. */
export interface RemovalReport {
  readonly name: string;
  readonly repositories: number;
  readonly commits: number;
  /** Entities that were sent to Jira sites and are taken back by jobs. */
  readonly sentToJira: number;
}

async function removalOf(tables: Tables, integration: Integration): Promise<RemovalReport> {
  const repositories = await tables.repositories.listByIntegration(integration.id);
  const sites = await tables.jiraSites.list();
  let commits = 0;
  let sentToJira = 0;
  for (const { id } of repositories) {
    commits += (await tables.issues.counts(id)).commits;
    for (const site of sites) {
      const { accepted, refused } = await tables.pushes.counts(id, site.id);
      sentToJira += accepted + refused;
    }
  }
  return { name: integration.name, repositories: repositories.length, commits, sentToJira };
}

async function takeBack(tables: Tables, repositoryId: RepositoryId): Promise<void> {
  const installation = await tables.installation.id();
  for (const site of await tables.jiraSites.list()) {
    await tables.jobs.cancel(pushOptions(repositoryId, site.id, 'person').key);
    if ((await tables.pushes.pushedUpTo(repositoryId, site.id)) === 0) continue;
    const jiraRepositoryId = `${installation}-${repositoryId}`;
    await tables.jobs.add(
      'remove-development-information',
      { jiraRepositoryId, jiraSiteId: site.id },
      takeBackOptions(repositoryId, site.id),
    );
  }
  await tables.jobs.add('remove-mirror', { repositoryId }, removeMirrorOptions(repositoryId));
}

/** What would be removed; undefined when there is no such integration. */
export async function describeRemoval(deps: RemoveIntegrationDeps, id: IntegrationId): Promise<RemovalReport | undefined> {
  const integration = await deps.store.integrations.get(id);
  return integration === undefined ? undefined : removalOf(deps.store, integration);
}

/** Removes it with everything that belongs to it; undefined when there was no such integration. */
export async function removeIntegration(deps: RemoveIntegrationDeps, id: IntegrationId): Promise<RemovalReport | undefined> {
  return deps.store.transaction(async (tables) => {
    const integration = await tables.integrations.get(id);
    if (integration === undefined) return undefined;
    const report = await removalOf(tables, integration);
    for (const repository of await tables.repositories.listByIntegration(id)) {
      await tables.jobs.cancel(indexOptions(repository, 'person').key);
      await tables.jobs.cancel(readFilesOptions(repository, 'person').key);
      await takeBack(tables, repository.id);
    }
    await tables.jobs.cancel(discoverOptions(id, 'person').key);
    await tables.integrations.remove(id);
    return report;
  });
}
