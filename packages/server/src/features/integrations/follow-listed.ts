/** Makes our rows agree with what a Git service lists and an administrator chose. */

import type { IntegrationId, ListedRepository, RepositoryChoice } from '@branchline/domain';
import { addIndexJob } from '../../ports/job-options.ts';
import type { Tables } from '../../ports/store.ts';
import type { ListingToSave } from '../../ports/store/listings.ts';
import type { RemoteState, RepositoryStanding } from '../../ports/store/repositories.ts';
import { decideEntries } from './apply-choice.ts';
import { takeBack } from './take-back.ts';

/** A page of the list, met in a walk. */
export interface ListedPage {
  readonly id: IntegrationId;
  readonly walk: number;
  readonly chosen: { readonly choice: RepositoryChoice; readonly savedInWalk: number };
  readonly entries: readonly ListingToSave[];
  readonly now: Date;
}

type Listed = Omit<ListedRepository, 'raw'>;

/** Call it in a transaction. */
export async function followListed(tables: Tables, { id, walk, chosen, entries, now }: ListedPage): Promise<void> {
  const ages = await tables.listings.saveListings(id, walk, entries);
  const verdicts = decideEntries(entries, ages, chosen);
  await tables.listings.saveVerdicts(
    id,
    [...verdicts.values()].map(({ remoteId, isTaken, because }) => ({ remoteId, isTaken, because })),
  );
  const known = await tables.repositories.findByRemoteIds(id, [...verdicts.keys()]);
  const knownById = new Map(known.map((repository) => [repository.remoteId, repository]));
  for (const { remoteId, isTaken, repository } of verdicts.values()) {
    const before = knownById.get(remoteId);
    if (isTaken) await followTaken(tables, id, before, repository, now);
    else if (before !== undefined) await dropRepository(tables, before);
  }
}

/** An entry that a list chosen by its address does not have: it is not wanted. */
export async function dropUnlisted(
  tables: Tables,
  { id, walk, remoteId }: { readonly id: IntegrationId; readonly walk: number; readonly remoteId: string },
): Promise<void> {
  await tables.listings.markGone(id, walk, [remoteId]);
  await tables.listings.saveVerdicts(id, [{ remoteId, isTaken: false, because: 'filtered-out' }]);
  const [repository] = await tables.repositories.findByRemoteIds(id, [remoteId]);
  if (repository !== undefined) await dropRepository(tables, repository);
}

/** An entry that a walk did not meet: `found` is what the service says of it when asked by its id. */
export async function followUnseen(
  tables: Tables,
  unseen: {
    readonly id: IntegrationId;
    readonly walk: number;
    readonly remoteId: string;
    readonly found: ListedRepository | undefined;
  },
): Promise<void> {
  const { id, walk, remoteId, found } = unseen;
  const [repository] = await tables.repositories.findByRemoteIds(id, [remoteId]);
  if (found !== undefined) {
    await tables.listings.saveListings(id, walk, [{ repository: found, passesFilter: true }]);
    if (repository !== undefined) await describeAnew(tables, id, repository, found);
    return;
  }
  await tables.listings.markGone(id, walk, [remoteId]);
  if (repository !== undefined) await tables.repositories.setRemoteState(repository.id, 'gone');
}

/** No row, no mirror and nothing at Jira is left of it. */
async function dropRepository(tables: Tables, repository: RepositoryStanding): Promise<void> {
  await takeBack(tables, repository);
  await tables.repositories.remove(repository.id);
}

async function followTaken(
  tables: Tables,
  id: IntegrationId,
  before: RepositoryStanding | undefined,
  listed: Listed,
  now: Date,
): Promise<void> {
  const repository = await describeAnew(tables, id, before, listed);
  const cameBack = before?.remoteState === 'gone';
  if (repository.indexedAt !== undefined && !cameBack) return;
  // Of jobs that wait for the same reason, the one that may run longest goes first: busy repositories have the earliest moment.
  const quiet = Math.max(0, now.getTime() - (listed.activeAt?.getTime() ?? 0));
  const runAt = new Date(Math.min(quiet, now.getTime()));
  await addIndexJob(tables.jobs, repository, 'person', 'history', { runAt });
}

/** Brings name, addresses and state up to date; writes nothing when nothing differs. */
async function describeAnew(
  tables: Tables,
  id: IntegrationId,
  before: RepositoryStanding | undefined,
  listed: Listed,
): Promise<RepositoryStanding> {
  const isSame =
    before !== undefined &&
    before.name === listed.name &&
    before.cloneUrl === listed.cloneUrl &&
    before.webUrl === listed.webUrl;
  const repository = isSame ? before : await tables.repositories.save(id, listed);
  const state = remoteStateOf(listed);
  if (repository.remoteState !== state) await tables.repositories.setRemoteState(repository.id, state);
  return repository;
}

function remoteStateOf({ isArchived, isEmpty }: Listed): RemoteState {
  if (isArchived) return 'archived';
  return isEmpty ? 'empty' : 'there';
}
