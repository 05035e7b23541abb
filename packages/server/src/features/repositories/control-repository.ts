/** Pauses and resumes one repository, or all of an integration. */

import type { IntegrationId, RepositoryId } from '@branchline/domain';
import { addIndexJob } from '../../ports/job-options.ts';
import type { Store, Tables } from '../../ports/store.ts';

export interface ControlRepositoryDeps {
  readonly store: Store;
}

/** Nothing is indexed until it is resumed; what runs now ends first. False when there is no such repository. */
export async function pauseRepository(deps: ControlRepositoryDeps, id: RepositoryId): Promise<boolean> {
  return deps.store.transaction(async (tables) => {
    if ((await tables.repositories.get(id)) === undefined) return false;
    await tables.repositories.setState(id, 'paused', 'Paused by a person.');
    return true;
  });
}

/** Looks at it again at once. False when there is no such repository. */
export async function resumeRepository(deps: ControlRepositoryDeps, id: RepositoryId): Promise<boolean> {
  return deps.store.transaction(async (tables) => {
    const repository = await tables.repositories.get(id);
    if (repository === undefined) return false;
    await tables.repositories.resume(id);
    await addIndexJob(tables.jobs, repository, 'person', 'person');
    return true;
  });
}

/** One that is being removed is nobody's to control any more. */
async function isControllable(tables: Tables, id: IntegrationId): Promise<boolean> {
  return (await tables.integrations.get(id))?.isBeingRemoved === false;
}

/** No job of the integration starts until it is resumed. False when there is no such integration. */
export async function pauseIntegration(
  deps: ControlRepositoryDeps,
  id: IntegrationId,
  because: string,
): Promise<boolean> {
  return deps.store.transaction(async (tables) => {
    if (!(await isControllable(tables, id))) return false;
    await tables.integrations.pause(id, because);
    await tables.jobs.pause(id);
    return true;
  });
}

/** Its waiting jobs start again. False when there is no such integration. */
export async function resumeIntegration(deps: ControlRepositoryDeps, id: IntegrationId): Promise<boolean> {
  return deps.store.transaction(async (tables) => {
    if (!(await isControllable(tables, id))) return false;
    await tables.integrations.resume(id);
    await tables.jobs.resume(id);
    for (const repository of await tables.repositories.listByIntegration(id)) {
      await addIndexJob(tables.jobs, repository, 'person', 'person');
    }
    return true;
  });
}
