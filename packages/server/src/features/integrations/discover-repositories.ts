/** Walks over a Git service's list of repositories and brings ours up to date: new, renamed, archived, gone, unchosen. */

import type { Integration, IntegrationId } from '@branchline/domain';
import type { Clock } from '../../ports/clock.ts';
import type { GitServiceConnection, RepositoryPage } from '../../ports/git-service.ts';
import type { RepositoryFilter } from '../../ports/repository-filter.ts';
import { setUpWebhooksOptions } from '../../ports/job-options.ts';
import type { Store } from '../../ports/store.ts';
import { filterOf, filterPage } from './apply-choice.ts';
import { connect, type ConnectDeps } from './connect.ts';
import { dropUnlisted, followListed, followUnseen } from './follow-listed.ts';

export interface DiscoverRepositoriesDeps extends ConnectDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly filters: RepositoryFilter;
}

/** Entries that the list no longer has, asked for one by one before they count as gone; more wait for the next stretch. */
const unseenAtOnce = 100;

/** One page, and where the next begins, in one transaction: a kill costs one page. */
async function takePage(
  deps: DiscoverRepositoriesDeps,
  id: IntegrationId,
  walk: { readonly walk: number; readonly seen: number },
  page: RepositoryPage,
): Promise<number> {
  const seen = walk.seen + page.repositories.length;
  await deps.store.transaction(async (tables) => {
    // Read in the transaction: a choice that is saved meanwhile begins the walk anew.
    const chosen = await tables.listings.choice(id);
    const entries = filterPage(page, filterOf(deps.filters, chosen.choice));
    await followListed(tables, { id, walk: walk.walk, chosen, entries, now: deps.clock.now() });
    await tables.listings.advanceWalk(id, walk.walk, page.next, seen);
  });
  return seen;
}

/** Repositories the walk did not meet: each is asked for by its id, since a list may leave out what still exists. */
async function settleUnseen(
  deps: DiscoverRepositoriesDeps,
  { id }: Integration,
  connection: GitServiceConnection,
  { walk, hasOwnList }: { readonly walk: number; readonly hasOwnList: boolean },
): Promise<void> {
  for (;;) {
    const unseen = await deps.store.listings.notSeen(id, walk, unseenAtOnce);
    if (unseen.length === 0) return;
    for (const { remoteId, isTaken } of unseen) {
      if (hasOwnList) {
        await deps.store.transaction((tables) => dropUnlisted(tables, { id, walk, remoteId }));
        continue;
      }
      const found = isTaken ? await connection.findRepository(remoteId) : undefined;
      await deps.store.transaction((tables) => followUnseen(tables, { id, walk, remoteId, found }));
    }
  }
}

/**
 * Goes through the whole list, or through the rest of it when an earlier walk was broken off. What is chosen is saved
 * and indexed, busy repositories first; what is no longer chosen is taken back. Asked to stop, it stops between two pages.
 * @throws Failure when the service refuses; the walk goes on there next time
 */
export async function discoverRepositories(
  deps: DiscoverRepositoriesDeps,
  integrationId: IntegrationId,
  stopping?: AbortSignal,
): Promise<void> {
  const integration = await deps.store.integrations.get(integrationId);
  if (integration === undefined || integration.mode === 'webhook-only') return;
  const connection = await connect(deps, integration);
  const { choice } = await deps.store.listings.choice(integrationId);
  const { walk, after, seen: seenBefore } = await deps.store.listings.beginWalk(integrationId);
  let seen = seenBefore;
  for await (const page of connection.listRepositories({ after, path: choice.apiPath })) {
    seen = await takePage(deps, integrationId, { walk, seen }, page);
    // The job goes back to the queue, and the walk goes on here.
    stopping?.throwIfAborted();
  }
  await settleUnseen(deps, integration, connection, { walk, hasOwnList: choice.apiPath !== undefined });
  await deps.store.transaction(async (tables) => {
    await tables.listings.finishWalk(integrationId, walk);
    // What is new wants webhooks, what is gone has no use for them.
    await tables.jobs.add('set-up-webhooks', { integrationId }, setUpWebhooksOptions(integrationId, 'schedule'));
  });
}
