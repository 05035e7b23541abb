/** Saves which repositories of an integration are indexed, after trying the filter on the real list. */

import type { IntegrationId, RepositoryChoice } from '@branchline/domain';
import { discoverOptions } from '../../ports/job-options.ts';
import type { RepositoryFilter } from '../../ports/repository-filter.ts';
import type { Store } from '../../ports/store.ts';
import { filterOf, filterPage } from './apply-choice.ts';
import { checkChoice } from './check-choice.ts';
import { connect, type ConnectDeps } from './connect.ts';

export interface SaveRepositoryChoiceDeps extends ConnectDeps {
  readonly store: Store;
  readonly filters: RepositoryFilter;
}

/** Applies it to the first page of the real list. */
async function tryChoice(deps: SaveRepositoryChoiceDeps, id: IntegrationId, choice: RepositoryChoice): Promise<void> {
  const integration = await deps.store.integrations.get(id);
  if (integration === undefined) return;
  const connection = await connect(deps, integration);
  const filter = filterOf(deps.filters, choice);
  for await (const page of connection.listRepositories({ path: choice.apiPath })) {
    filterPage(page, filter);
    return;
  }
}

/**
 * Saves the choice and walks over the list anew: what is chosen now is indexed, what is not any more is taken back.
 * False when there is no such integration.
 * @throws Failure `rejected` when a pattern, the path or the filter cannot be used; any other kind when the service,
 * asked because path or filter are new, refuses
 */
export async function saveRepositoryChoice(
  deps: SaveRepositoryChoiceDeps,
  id: IntegrationId,
  choice: RepositoryChoice,
): Promise<boolean> {
  checkChoice(deps.filters, choice);
  const { choice: before } = await deps.store.listings.choice(id);
  const hasNewList = choice.apiPath !== before.apiPath || choice.filter !== before.filter;
  if (hasNewList && (choice.apiPath !== undefined || choice.filter !== undefined)) await tryChoice(deps, id, choice);
  return deps.store.transaction(async (tables) => {
    if ((await tables.integrations.get(id)) === undefined) return false;
    await tables.listings.saveChoice(id, choice);
    await tables.jobs.add('discover-repositories', { integrationId: id }, discoverOptions(id, 'person'));
    return true;
  });
}

/** Walks over the list at once. False when there is no such integration. */
export async function discoverAgain(deps: { readonly store: Store }, id: IntegrationId): Promise<boolean> {
  return deps.store.transaction(async (tables) => {
    if ((await tables.integrations.get(id)) === undefined) return false;
    await tables.jobs.add('discover-repositories', { integrationId: id }, discoverOptions(id, 'person'));
    return true;
  });
}
