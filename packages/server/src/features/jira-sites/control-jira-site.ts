/** Pauses and resumes sending to a Jira site, sends everything again, and disconnects a site. */

import { mayPush, type JiraSiteId } from '@branchline/domain';
import {
  addPushJobsEverywhere,
  cancelPushJobs,
  clearingOptions,
  clearRepositoryOptions,
} from '../../ports/job-options.ts';
import type { Store, Tables } from '../../ports/store.ts';
import type { RepositoryStanding } from '../../ports/store/repositories.ts';
import { connectJira, storedCredentials, type ConnectJiraDeps } from './connect-jira.ts';

export interface ControlJiraSiteDeps {
  readonly store: Store;
}

/** Those that the site may see, and those that it holds something of and may no longer see. */
async function concernedRepositories(tables: Tables, id: JiraSiteId): Promise<readonly RepositoryStanding[]> {
  const associations = await tables.associations.list(id);
  const concerned: RepositoryStanding[] = [];
  for (const repository of await tables.repositories.list()) {
    const where = { jiraSiteId: id, integrationId: repository.integrationId, repositoryId: repository.id };
    const isConcerned = mayPush(where, associations) || (await tables.pushes.mayHold(repository.id, id));
    if (isConcerned) concerned.push(repository);
  }
  return concerned;
}

async function queueAll(tables: Tables, id: JiraSiteId): Promise<void> {
  await addPushJobsEverywhere(tables.jobs, await concernedRepositories(tables, id), [{ id }]);
}

/** Stops sending; `because` is shown to people. False when there is no such site. */
export async function pauseJiraSite(deps: ControlJiraSiteDeps, id: JiraSiteId, because: string): Promise<boolean> {
  return deps.store.transaction(async (tables) => {
    if ((await tables.jiraSites.get(id)) === undefined) return false;
    await tables.jiraSites.pause(id, because);
    return true;
  });
}

/** Clearings that waited for the site go on at once, not when their next try comes. */
async function goOnClearing(tables: Tables, jiraSiteId: JiraSiteId): Promise<void> {
  for (const { id: clearingId, finishedAt } of await tables.clearings.list(jiraSiteId)) {
    if (finishedAt !== undefined) continue;
    for (const repositoryId of await tables.clearings.remaining(clearingId)) {
      const options = clearRepositoryOptions(repositoryId, jiraSiteId, clearingId);
      await tables.jobs.add('clear-repository', { repositoryId, jiraSiteId, clearingId }, options);
    }
    await tables.jobs.add('clear-jira-site', { jiraSiteId, clearingId }, clearingOptions(clearingId));
  }
}

/** Goes on where it stopped. False when there is no such site. */
export async function resumeJiraSite(deps: ControlJiraSiteDeps, id: JiraSiteId): Promise<boolean> {
  return deps.store.transaction(async (tables) => {
    if ((await tables.jiraSites.get(id)) === undefined) return false;
    await tables.jiraSites.resume(id);
    await queueAll(tables, id);
    await goOnClearing(tables, id);
    return true;
  });
}

/** Sends everything again with new numbers; how many repositories, or undefined when there is no such site. */
export async function resendToJiraSite(deps: ControlJiraSiteDeps, id: JiraSiteId): Promise<number | undefined> {
  return deps.store.transaction(async (tables) => {
    if ((await tables.jiraSites.get(id)) === undefined) return undefined;
    const sites = await tables.jiraSites.list();
    const repositories = await concernedRepositories(tables, id);
    for (const repository of repositories) await tables.development.renumber(repository.id, id);
    await addPushJobsEverywhere(tables.jobs, repositories, sites);
    return repositories.length;
  });
}

/**
 * Takes back everything this installation sent to the site, then forgets the site.
 * @throws Failure when Jira refuses; the site is kept then
 */
export async function removeJiraSite(deps: ControlJiraSiteDeps & ConnectJiraDeps, id: JiraSiteId): Promise<boolean> {
  const { store } = deps as ControlJiraSiteDeps;
  const site = await store.jiraSites.get(id);
  if (site === undefined) return false;
  await store.jiraSites.pause(id, 'The site is being disconnected.');
  const jira = await connectJira(deps, site);
  const installation = await store.installation.id();
  await jira.developmentInformation?.removeByProperty('installation', installation);
  const former = (await store.forge.app(id))?.sinkToEmpty;
  if (former !== undefined) {
    const before = deps.jiraSite(site, { ...(await storedCredentials(deps, site)), sink: former });
    await before.developmentInformation?.removeByProperty('installation', installation);
  }
  await store.transaction(async (tables) => {
    for (const repository of await tables.repositories.list()) {
      await cancelPushJobs(tables.jobs, repository.id, id);
    }
    await tables.jiraSites.remove(id);
  });
  return true;
}
