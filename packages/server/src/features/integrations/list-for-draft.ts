/** Walks over a Git service's list for somebody who is about to choose from it; nothing is taken yet. */

import { Failure, type IntegrationId } from '@branchline/domain';
import type { RepositoryPage } from '../../ports/git-service.ts';
import type { Tables } from '../../ports/store.ts';
import { decideEntries, filterOf, filterPage } from './apply-choice.ts';
import { connect } from './connect.ts';
import type { DiscoverRepositoriesDeps } from './discover-repositories.ts';

/** Entries that the list no longer has, marked at once. */
const unseenAtOnce = 500;

/** What waiting helps against; the job is tried again. */
const passing: ReadonlySet<Failure['kind']> = new Set(['rate-limited', 'unavailable', 'invalid-response']);

/**
 * Goes through the whole list, or through the rest of it. A service that refuses for good is noted with the draft, as
 * the reason why it is paused.
 * @throws Failure of a kind that passes; the walk goes on there next time
 */
export async function listForDraft(
  deps: DiscoverRepositoriesDeps,
  id: IntegrationId,
  stopping?: AbortSignal,
): Promise<void> {
  try {
    await walk(deps, id, stopping);
  } catch (error) {
    if (!(error instanceof Failure) || passing.has(error.kind)) throw error;
    await deps.store.transaction(async (tables) => {
      if (await isDraft(deps, tables, id)) await tables.integrations.pause(id, error.message, 'refusal');
    });
  }
}

async function isDraft({ clock }: DiscoverRepositoriesDeps, tables: Tables, id: IntegrationId): Promise<boolean> {
  return (await tables.integrationDrafts.get(id, clock.now())) !== undefined;
}

async function walk(deps: DiscoverRepositoriesDeps, id: IntegrationId, stopping?: AbortSignal): Promise<void> {
  const draft = await deps.store.integrationDrafts.get(id, deps.clock.now());
  if (draft === undefined) return;
  const connection = await connect(deps, draft.integration, 'person');
  const { choice } = await deps.store.listings.choice(id);
  const begun = await deps.store.listings.beginWalk(id);
  let { seen } = begun;
  for await (const page of connection.listRepositories({ after: begun.after, path: choice.apiPath })) {
    const sum = await takePage(deps, id, { walk: begun.walk, seen }, page);
    if (sum === undefined) return;
    seen = sum;
    stopping?.throwIfAborted();
  }
  await deps.store.transaction(async (tables) => {
    if (!(await isDraft(deps, tables, id))) return;
    await forgetUnseen(tables, id, begun.walk);
    await tables.listings.finishWalk(id, begun.walk);
  });
}

/** Undefined when the draft has ended meanwhile. */
async function takePage(
  deps: DiscoverRepositoriesDeps,
  id: IntegrationId,
  { walk, seen }: { readonly walk: number; readonly seen: number },
  page: RepositoryPage,
): Promise<number | undefined> {
  const sum = seen + page.repositories.length;
  return deps.store.transaction(async (tables) => {
    if (!(await isDraft(deps, tables, id))) return undefined;
    const chosen = await tables.listings.choice(id);
    const entries = filterPage(page, filterOf(deps.filters, chosen.choice));
    const verdicts = decideEntries(entries, await tables.listings.saveListings(id, walk, entries), chosen);
    const told = [...verdicts.values()].map(({ remoteId, isTaken, because }) => ({ remoteId, isTaken, because }));
    await tables.listings.saveVerdicts(id, told);
    await tables.listings.advanceWalk(id, walk, page.next, sum);
    return sum;
  });
}

/** What an earlier walk met, and this one did not: another list was wanted meanwhile. */
async function forgetUnseen(tables: Tables, id: IntegrationId, walk: number): Promise<void> {
  for (;;) {
    const unseen = await tables.listings.notSeen(id, walk, unseenAtOnce);
    if (unseen.length === 0) return;
    const gone = unseen.map(({ remoteId }) => remoteId);
    await tables.listings.markGone(id, walk, gone);
  }
}
