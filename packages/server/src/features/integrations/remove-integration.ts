/** Disconnects an integration: removes the webhooks we made, forgets rows and mirrors, takes back what Jira was sent. */

import type { IntegrationId } from '@branchline/domain';
import type { Clock } from '../../ports/clock.ts';
import { discoverOptions, removeIntegrationOptions } from '../../ports/job-options.ts';
import type { Log } from '../../ports/log.ts';
import type { Store, Tables } from '../../ports/store.ts';
import type { JiraSiteRow } from '../../ports/store/jira-sites.ts';
import { removeWebhooks, type RemoveWebhooksDeps } from './remove-webhooks.ts';
import { dropRepository, takeBack } from './take-back.ts';

export interface RemoveIntegrationDeps {
  readonly store: Store;
  readonly clock: Clock;
}

/** What disconnecting removes, to be shown before and after. */
export interface RemovalReport {
  /** As many mirrors go with them. */
  readonly repositories: number;
  readonly linkedCommits: number;
  readonly linkedBranches: number;
  readonly linkedPullRequests: number;
  /** Made by us at the service, and removed there as far as it lets us. */
  readonly webhooks: number;
  /** Entries that were sent to each Jira site; they are taken back unless they shall stay. */
  readonly jiraSites: readonly { readonly site: JiraSiteRow; readonly entries: number }[];
}

async function removalOf(tables: Tables, id: IntegrationId): Promise<RemovalReport> {
  const { repositories, commits, branches, pullRequests } = await tables.issues.countsOfIntegration(id);
  const sites = await tables.jiraSites.list();
  const jiraSites = await Promise.all(
    sites.map(async (site) => ({ site, entries: await tables.pushes.sentTo(site.id, id) })),
  );
  const webhooks = (await tables.webhookRegistrations.list(id)).filter(({ remoteId }) => remoteId !== undefined);
  return {
    repositories,
    linkedCommits: commits,
    linkedBranches: branches,
    linkedPullRequests: pullRequests,
    webhooks: webhooks.length,
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

/**
 * From now on it is not listed and nothing of it is indexed; a job removes it, however often that is interrupted.
 * Undefined when there is no such integration.
 */
export async function removeIntegration(
  deps: RemoveIntegrationDeps,
  id: IntegrationId,
  wish: { readonly keepsInJira: boolean } = { keepsInJira: false },
): Promise<RemovalReport | undefined> {
  return deps.store.transaction(async (tables) => {
    const integration = await tables.integrations.get(id);
    if (integration === undefined || integration.isBeingRemoved) return undefined;
    const report = await removalOf(tables, id);
    await tables.integrations.pause(id, 'It is being removed.', 'person');
    await tables.integrations.markRemoving(id, deps.clock.now(), wish.keepsInJira);
    await tables.jobs.pause(id);
    await tables.jobs.add('remove-integration', { integrationId: id }, removeIntegrationOptions(id));
    return report;
  });
}

export interface FinishRemovalDeps extends RemoveWebhooksDeps {
  readonly log: Log;
}

/** The job: first what needs the credential, then everything in one transaction. Done twice it does no more. */
export async function finishRemoval(deps: FinishRemovalDeps, id: IntegrationId): Promise<void> {
  const integration = await deps.store.integrations.get(id);
  if (integration === undefined || !integration.isBeingRemoved) return;
  const { failures } = await removeWebhooks(deps, integration);
  for (const reason of failures) deps.log.warn('A webhook could not be removed.', { integration: id, reason });
  await deps.store.transaction(async (tables) => {
    const removal = await tables.integrations.removal(id);
    if (removal === undefined) return;
    for (const repository of await tables.repositories.listByIntegration(id)) {
      await (removal.keepsInJira ? dropRepository(tables, repository) : takeBack(tables, repository));
    }
    await tables.jobs.cancel(discoverOptions(id, 'person').key);
    await tables.integrations.remove(id);
    await tables.jobs.resume(id);
  });
}
