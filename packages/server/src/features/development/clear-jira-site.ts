/** Takes back what a Jira site has of a place, and sends nothing of it until somebody lifts that. */

import { Failure, mayPush, type JiraSiteId, type RepositoryId } from '@branchline/domain';
import type { Clock } from '../../ports/clock.ts';
import {
  addPushJobsEverywhere,
  clearingOptions,
  clearRepositoryOptions,
  liftOptions,
} from '../../ports/job-options.ts';
import type { Store, Tables } from '../../ports/store.ts';
import type { ClearedPlace, Clearing } from '../../ports/store/clearings.ts';
import type { RepositoryStanding } from '../../ports/store/repositories.ts';
import type { ConnectJiraDeps } from '../jira-sites/connect-jira.ts';
import { takeBackFrom } from './remove-development-information.ts';

export interface ClearJiraSiteDeps extends ConnectJiraDeps {
  readonly store: Store;
  readonly clock: Clock;
}

export type BeginClearing =
  | { readonly outcome: 'begun'; readonly clearing: Clearing }
  | { readonly outcome: 'unknown-place' };

export type LiftClearing =
  | { readonly outcome: 'lifted' | 'unknown' }
  | { readonly outcome: 'going-on' }
  | { readonly outcome: 'within-another' };

interface ClearingJob {
  readonly jiraSiteId: JiraSiteId;
  readonly clearingId: number;
}

/** Repositories queued in one transaction. */
const repositoriesAtOnce = 200;

/** From now on nothing of the place is sent; a job takes back what is there, however often that is interrupted. */
export async function clearJiraSite(
  { store, clock }: Pick<ClearJiraSiteDeps, 'store' | 'clock'>,
  place: ClearedPlace,
): Promise<BeginClearing> {
  return store.transaction(async (tables) => {
    if (!(await isThere(tables, place))) return { outcome: 'unknown-place' };
    const clearing = await tables.clearings.begin(place);
    // A repository of which nothing was sent; a wider place may have had others that are not connected any more.
    const isDone = place.repositoryId !== undefined && clearing.repositories === 0;
    if (isDone) await tables.clearings.finish(clearing.id, clock.now());
    else await queue(tables, clearing);
    return { outcome: 'begun', clearing: (await tables.clearings.get(clearing.id)) ?? clearing };
  });
}

/** What clearing a place would take back; undefined when there is no such place. Nothing is done. */
export async function countClearing(
  { store }: Pick<ClearJiraSiteDeps, 'store'>,
  place: ClearedPlace,
): Promise<Pick<Clearing, 'repositories' | 'entries'> | undefined> {
  return (await isThere(store, place)) ? store.clearings.count(place) : undefined;
}

async function isThere(tables: Tables, { jiraSiteId, integrationId, repositoryId }: ClearedPlace): Promise<boolean> {
  if ((await tables.jiraSites.get(jiraSiteId)) === undefined) return false;
  if (integrationId === undefined) return repositoryId === undefined;
  if ((await tables.integrations.get(integrationId)) === undefined) return false;
  return repositoryId === undefined || (await tables.repositories.get(repositoryId))?.integrationId === integrationId;
}

async function queue(tables: Tables, { id: clearingId, jiraSiteId }: Clearing): Promise<void> {
  await tables.jobs.add('clear-jira-site', { jiraSiteId, clearingId }, clearingOptions(clearingId));
}

/**
 * The job: queues each repository in its own lane, behind a push that may run there. Queued again by the last of them,
 * it takes back what is left of repositories that are not connected any more, and ends.
 * @throws Failure when Jira refuses; the job is tried again
 */
export async function workThroughClearing(deps: ClearJiraSiteDeps, { clearingId }: ClearingJob): Promise<void> {
  const { store } = deps;
  while (await queueSome(store, clearingId));
  const clearing = await store.clearings.get(clearingId);
  if (clearing === undefined || clearing.finishedAt !== undefined) return;
  if (clearing.repositoriesDone < clearing.repositoriesQueued) return;
  await noting(store, clearing, () => takeBackRest(deps, clearing));
  await store.clearings.finish(clearingId, deps.clock.now());
}

async function queueSome(store: Store, clearingId: number): Promise<boolean> {
  return store.transaction(async (tables) => {
    const clearing = await tables.clearings.get(clearingId);
    if (clearing === undefined) return false;
    const next = await tables.clearings.takeNext(clearingId, repositoriesAtOnce);
    for (const repositoryId of next) {
      const { jiraSiteId } = clearing;
      const options = clearRepositoryOptions(repositoryId, jiraSiteId, clearingId);
      await tables.jobs.add('clear-repository', { repositoryId, jiraSiteId, clearingId }, options);
    }
    return next.length > 0;
  });
}

async function takeBackRest(deps: ClearJiraSiteDeps, clearing: Clearing): Promise<void> {
  const { integrationId, repositoryId, jiraSiteId } = clearing;
  if (repositoryId !== undefined) return;
  const installation = await deps.store.installation.id();
  await takeBackFrom(deps, jiraSiteId, (development) =>
    integrationId === undefined
      ? development.removeByProperty('installation', installation)
      : development.removeByProperty('integration', `${installation}-${integrationId}`),
  );
}

/** Keeps the reason with the clearing, for those who wait for it. */
async function noting(store: Store, { id }: Clearing, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (error instanceof Failure) await store.clearings.noteProblem(id, error.message);
    throw error;
  }
}

/**
 * The job of one repository: takes back what was numbered up to now, so that what is sent after a lifting stays. Done
 * twice it does no more.
 * @throws Failure when Jira refuses; the job is tried again
 */
export async function clearRepository(
  deps: ClearJiraSiteDeps,
  { repositoryId, jiraSiteId, clearingId }: ClearingJob & { readonly repositoryId: RepositoryId },
): Promise<void> {
  const { store } = deps;
  const clearing = await store.clearings.get(clearingId);
  if (clearing === undefined) return;
  const jiraRepositoryId = `${await store.installation.id()}-${repositoryId}`;
  const upTo = await store.development.lastNumber(repositoryId);
  await noting(store, clearing, () =>
    takeBackFrom(deps, jiraSiteId, (development) => development.removeRepository(jiraRepositoryId, upTo)),
  );
  await store.transaction(async (tables) => {
    const entries = await tables.pushes.forget(repositoryId, jiraSiteId);
    await tables.clearings.noteDone(clearingId, repositoryId, entries);
    const after = await tables.clearings.get(clearingId);
    if (after !== undefined && after.repositoriesDone >= after.repositoriesQueued) await queue(tables, after);
  });
}

/** Sends the place again, by a job; places within that were cleared too are lifted with it. */
export async function liftClearing(
  { store }: Pick<ClearJiraSiteDeps, 'store'>,
  { jiraSiteId, clearingId }: ClearingJob,
): Promise<LiftClearing> {
  return store.transaction(async (tables) => {
    const all = await tables.clearings.list(jiraSiteId);
    const clearing = all.find(({ id }) => id === clearingId);
    if (clearing === undefined) return { outcome: 'unknown' };
    if (all.some((each) => each !== clearing && isWithin(clearing, each))) return { outcome: 'within-another' };
    const isGoingOn = all.some((each) => isWithin(each, clearing) && each.finishedAt === undefined);
    if (isGoingOn) return { outcome: 'going-on' };
    await tables.jobs.add('lift-clearing', { jiraSiteId, clearingId }, liftOptions(clearingId));
    return { outcome: 'lifted' };
  });
}

function isWithin(inner: ClearedPlace, outer: ClearedPlace): boolean {
  if (outer.integrationId === undefined) return true;
  if (outer.integrationId !== inner.integrationId) return false;
  return outer.repositoryId === undefined || outer.repositoryId === inner.repositoryId;
}

/** The job: numbers everything anew, since Jira may remember what it deleted, and sends it as history. */
export async function finishLifting({ store }: Pick<ClearJiraSiteDeps, 'store'>, job: ClearingJob): Promise<void> {
  await store.transaction(async (tables) => {
    const clearing = await tables.clearings.get(job.clearingId);
    if (clearing?.finishedAt === undefined) return;
    await tables.clearings.lift(clearing.id);
    const associations = await tables.associations.list(clearing.jiraSiteId);
    const sites = await tables.jiraSites.list();
    const { jiraSiteId } = clearing;
    const visible = (await repositoriesOf(tables, clearing)).filter(({ id: repositoryId, integrationId }) =>
      mayPush({ jiraSiteId, integrationId, repositoryId }, associations),
    );
    for (const { id } of visible) await tables.development.renumber(id, jiraSiteId);
    await addPushJobsEverywhere(tables.jobs, visible, sites);
  });
}

async function repositoriesOf(
  tables: Tables,
  { integrationId, repositoryId }: ClearedPlace,
): Promise<readonly RepositoryStanding[]> {
  if (integrationId === undefined) return tables.repositories.list();
  const all = await tables.repositories.listByIntegration(integrationId);
  return repositoryId === undefined ? all : all.filter(({ id }) => id === repositoryId);
}
