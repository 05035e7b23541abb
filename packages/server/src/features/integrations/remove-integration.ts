/** Disconnects an integration: forgets its rows and mirrors and takes back what was sent to Jira. */

import type { IntegrationId } from '@branchline/domain';
import { discoverOptions } from '../../ports/job-options.ts';
import type { Store, Tables } from '../../ports/store.ts';
import type { JiraSiteRow } from '../../ports/store/jira-sites.ts';
import { takeBack } from './take-back.ts';

export interface RemoveIntegrationDeps {
  readonly store: Store;
}

/** What disconnecting removes, to be shown before and after. */
export interface RemovalReport {
  readonly repositories: number;
  readonly linkedCommits: number;
  readonly linkedBranches: number;
  /** Entries that were sent to each Jira site and are taken back by jobs. */
  readonly jiraSites: readonly { readonly site: JiraSiteRow; readonly entries: number }[];
}

async function removalOf(tables: Tables, id: IntegrationId): Promise<RemovalReport> {
  const repositories = await tables.repositories.listByIntegration(id);
  const counts = await Promise.all(repositories.map((repository) => tables.issues.counts(repository.id)));
  const sites = await tables.jiraSites.list();
  const jiraSites = await Promise.all(
    sites.map(async (site) => {
      const sent = await Promise.all(repositories.map((repository) => tables.pushes.counts(repository.id, site.id)));
      return { site, entries: sent.reduce((total, { accepted }) => total + accepted, 0) };
    }),
  );
  return {
    repositories: repositories.length,
    linkedCommits: counts.reduce((total, { commits }) => total + commits, 0),
    linkedBranches: counts.reduce((total, { branches }) => total + branches, 0),
    jiraSites: jiraSites.filter(({ entries }) => entries > 0),
  };
}

/** What would be removed; undefined when there is no such integration. */
export async function describeRemoval(
  deps: RemoveIntegrationDeps,
  id: IntegrationId,
): Promise<RemovalReport | undefined> {
  const integration = await deps.store.integrations.get(id);
  return integration === undefined ? undefined : removalOf(deps.store, id);
}

/** Removes it with everything that belongs to it; undefined when there was no such integration. */
export async function removeIntegration(
  deps: RemoveIntegrationDeps,
  id: IntegrationId,
): Promise<RemovalReport | undefined> {
  return deps.store.transaction(async (tables) => {
    const integration = await tables.integrations.get(id);
    if (integration === undefined) return undefined;
    const report = await removalOf(tables, id);
    for (const repository of await tables.repositories.listByIntegration(id)) {
      await takeBack(tables, repository);
    }
    await tables.jobs.cancel(discoverOptions(id, 'person').key);
    await tables.integrations.remove(id);
    return report;
  });
}
