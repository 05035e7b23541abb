/** Compares what a Jira site has with what it was sent, and sends again what has vanished as a whole. */

import type { JiraSiteId, RepositoryId } from '@branchline/domain';
import type { Clock } from '../../ports/clock.ts';
import type { DevelopmentHoldings } from '../../ports/jira-site.ts';
import { addPushJobsEverywhere, addReconcileJob } from '../../ports/job-options.ts';
import type { Store } from '../../ports/store.ts';
import type { Reconciliation, RepositoryDifference } from '../../ports/store/reconciliations.ts';
import type { RepositoryStanding } from '../../ports/store/repositories.ts';
import { connectJira, type ConnectJiraDeps } from '../jira-sites/connect-jira.ts';

export interface ReconcileJiraSiteDeps extends ConnectJiraDeps {
  readonly store: Store;
  readonly clock: Clock;
}

/** Repositories asked for in one night: a few requests, and others the next night. */
const repositoriesAsked = 20;
/** Jira answers with the newest 400 entities of a repository. Source: the description of GET /repository/{id}. */
const entitiesCompared = 400;
/** What was numbered within this time may not be visible at Jira yet, which stores what it took later. */
const settlingMilliseconds = 15 * 60_000;
/** All of them: more than any installation has. */
const everything = 2 ** 31 - 1;

/** Queues a comparison of every site that is not paused, and counts anew what every site has. */
export async function scheduleReconciliation({ store }: { readonly store: Store }): Promise<void> {
  for (const { id, pausedBecause } of await store.jiraSites.list()) {
    await store.pushes.recount(id);
    if (pausedBecause === undefined) await addReconcileJob(store.jobs, id, 'schedule');
  }
}

/**
 * The job. A repository that is gone altogether is sent again by itself, as is everything when nothing is left; single
 * entities are shown, and sent again when a person says so.
 * @throws Failure when Jira cannot be asked; nothing is kept then
 */
export async function reconcileJiraSite(deps: ReconcileJiraSiteDeps, id: JiraSiteId): Promise<void> {
  const site = await deps.store.jiraSites.get(id);
  if (site === undefined || site.pausedBecause !== undefined) return;
  const holdings = (await connectJira(deps, site)).developmentInformation?.holdings;
  if (holdings === undefined) return;
  const found = await compare(deps, id, holdings);
  await deps.store.reconciliations.save(id, found);
}

async function compare(
  deps: ReconcileJiraSiteDeps,
  id: JiraSiteId,
  holdings: DevelopmentHoldings,
): Promise<Reconciliation> {
  const { store, clock } = deps;
  const at = clock.now();
  const nothing = { at, repositoriesAsked: 0, entriesCompared: 0, differences: [], repositoriesSentAgain: 0 };
  const chosen = await store.pushes.sample(id, repositoriesAsked, at.toISOString());
  if (chosen.length === 0) return { ...nothing, outcome: 'nothing-sent' };
  const settled = await settledOf(store, chosen, at);
  if (!(await holdings.exists('installation', await store.installation.id()))) {
    // What was sent a moment ago may not be there yet: nothing is concluded from that.
    if (settled.length === 0) return { ...nothing, outcome: 'same' };
    const all = await store.pushes.sample(id, everything, '');
    return { ...nothing, outcome: 'all-gone', repositoriesSentAgain: await sendAgain(store, id, all) };
  }
  const differences: RepositoryDifference[] = [];
  let entriesCompared = 0;
  for (const repositoryId of settled) {
    const { compared, ...difference } = await compareRepository(store, id, repositoryId, holdings);
    entriesCompared += compared;
    if (difference.isGone || difference.missing + difference.unexpected > 0) differences.push(difference);
  }
  const gone = differences.filter(({ isGone }) => isGone).map(({ repositoryId }) => repositoryId);
  return {
    at,
    outcome: differences.length === 0 ? 'same' : 'different',
    repositoriesAsked: settled.length,
    entriesCompared,
    differences,
    repositoriesSentAgain: await sendAgain(store, id, gone),
  };
}

/** Numbers never fall behind the clock, so the last one says when the repository last had news. */
async function settledOf(
  store: Store,
  repositories: readonly RepositoryId[],
  now: Date,
): Promise<readonly RepositoryId[]> {
  const settled: RepositoryId[] = [];
  for (const id of repositories) {
    const last = await store.development.lastNumber(id);
    if (last < now.getTime() - settlingMilliseconds) settled.push(id);
  }
  return settled;
}

async function compareRepository(
  store: Store,
  site: JiraSiteId,
  repositoryId: RepositoryId,
  holdings: DevelopmentHoldings,
): Promise<RepositoryDifference & { readonly compared: number }> {
  const sent = await store.pushes.accepted(repositoryId, site, entitiesCompared + 1);
  const isAll = sent.length <= entitiesCompared;
  const jiraRepositoryId = `${await store.installation.id()}-${repositoryId}`;
  const found = await holdings.compare(jiraRepositoryId, sent, isAll);
  const compared = Math.min(sent.length, entitiesCompared);
  if (found === undefined) return { repositoryId, missing: sent.length, unexpected: 0, isGone: true, compared };
  return { repositoryId, ...found, isGone: false, compared };
}

/** The repositories that differed when the site was last compared; undefined when there is no such site. */
export async function sendDifferencesAgain(
  { store }: { readonly store: Store },
  id: JiraSiteId,
): Promise<number | undefined> {
  if ((await store.jiraSites.get(id)) === undefined) return undefined;
  const found = await store.reconciliations.get(id);
  return sendAgain(store, id, found?.differences.map(({ repositoryId }) => repositoryId) ?? []);
}

/** As history, with new numbers. How many there were: what was disconnected meanwhile is left out. */
async function sendAgain(store: Store, site: JiraSiteId, repositories: readonly RepositoryId[]): Promise<number> {
  return store.transaction(async (tables) => {
    const sites = await tables.jiraSites.list();
    const there: RepositoryStanding[] = [];
    for (const id of repositories.toSorted((a, b) => a - b)) {
      const repository = await tables.repositories.get(id);
      if (repository === undefined) continue;
      await tables.development.renumber(id, site);
      there.push(repository);
    }
    await addPushJobsEverywhere(tables.jobs, there, sites);
    return there.length;
  });
}
