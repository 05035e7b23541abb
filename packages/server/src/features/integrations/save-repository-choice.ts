/** Saves which repositories of an integration are indexed, after trying the filter on the real list. */

import { everyRepository, type IntegrationId, type RepositoryChoice } from '@branchline/domain';
import { discoverOptions, listForDraftOptions } from '../../ports/job-options.ts';
import type { RepositoryFilter } from '../../ports/repository-filter.ts';
import type { Store, Tables } from '../../ports/store.ts';
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
    // A draft whose ticks alone were changed is listed already, and nothing of it is taken yet.
    await walkAgain(deps, tables, id, { draftToo: hasNewList });
    return true;
  });
}

/** Walks over the list at once. False when there is no such integration. */
export async function discoverAgain(
  deps: Pick<SaveRepositoryChoiceDeps, 'store' | 'clock'>,
  id: IntegrationId,
): Promise<boolean> {
  return deps.store.transaction(async (tables) => {
    if ((await tables.integrations.get(id)) === undefined) return false;
    await walkAgain(deps, tables, id, { draftToo: true });
    return true;
  });
}

async function walkAgain(
  { clock }: Pick<SaveRepositoryChoiceDeps, 'clock'>,
  tables: Tables,
  id: IntegrationId,
  { draftToo }: { readonly draftToo: boolean },
): Promise<void> {
  const draft = await tables.integrationDrafts.get(id, clock.now());
  if (draft === undefined) {
    await tables.jobs.add('discover-repositories', { integrationId: id }, discoverOptions(id, 'person'));
  } else if (draftToo) {
    await tables.integrationDrafts.resume(id);
    await tables.jobs.add('list-for-draft', { integrationId: id }, listForDraftOptions(id));
  }
}

/** The beginning of a list, as a path and a filter that are not saved yet would have it. */
export interface ListTrial {
  /** Entries of the first page, and those that the filter keeps. */
  readonly listed: number;
  readonly kept: number;
  /** Of those that are kept. */
  readonly names: readonly string[];
  /** There are more pages. */
  readonly goesOn: boolean;
}

/** Names that are enough to see what a filter does. */
const namesInTrial = 20;

/** Undefined when there is no such integration. @throws Failure as saving the choice does */
export async function tryList(
  deps: SaveRepositoryChoiceDeps,
  id: IntegrationId,
  wish: Pick<RepositoryChoice, 'apiPath' | 'filter'>,
): Promise<ListTrial | undefined> {
  const integration = await deps.store.integrations.get(id);
  if (integration === undefined) return undefined;
  const choice = { ...everyRepository, ...wish };
  checkChoice(deps.filters, choice);
  const filter = filterOf(deps.filters, choice);
  const connection = await connect(deps, integration, 'person');
  for await (const page of connection.listRepositories({ path: choice.apiPath })) {
    const entries = filterPage(page, filter);
    const kept = entries.filter(({ passesFilter }) => passesFilter).map(({ repository }) => repository.name);
    const names = kept.slice(0, namesInTrial);
    return { listed: entries.length, kept: kept.length, names, goesOn: page.next !== undefined };
  }
  return { listed: 0, kept: 0, names: [], goesOn: false };
}
