/** Shows and withdraws what a project's link sources switched on or off, without reading git again. */

import { presentProject, sourcesOffEverywhere, type ProjectKey } from '@branchline/domain';
import { addPushJobsEverywhere } from '../../ports/job-options.ts';
import type { Store, Tables } from '../../ports/store.ts';
import type { ProjectPlace } from './save-project-settings.ts';

/**
 * Compares what is set with what was followed last: a change that is taken back meanwhile costs nothing. Each repository
 * is done in a transaction of its own, and doing one twice does no harm; what is new counts for the next push at once.
 */
export async function applyLinkSources(
  { store }: { readonly store: Store },
  { jiraSiteId, project }: ProjectPlace,
): Promise<void> {
  if ((await store.jiraSites.get(jiraSiteId)) === undefined) return;
  const { linkSourcesOff: after } = await store.settings.project(jiraSiteId, project);
  const before = await store.settings.appliedSourcesOff(jiraSiteId, project);
  const changed = [...before, ...after].filter((source) => before.includes(source) !== after.includes(source));
  if (changed.length === 0) return;
  const projects = await namesOf(store, { jiraSiteId, project });
  await hide(store, project, projects);
  const change = { jiraSiteId, projects, changed };
  for (const id of await store.settings.repositoriesWith(change)) {
    await store.transaction(async (tables) => {
      const repository = await tables.repositories.get(id);
      if (repository === undefined) return;
      await tables.settings.followSources(id, change);
      await addPushJobsEverywhere(tables.jobs, [repository], await tables.jiraSites.list());
    });
  }
  await store.settings.saveAppliedSourcesOff(jiraSiteId, project, after);
}

/** Every key the project has and had: text in git says any of them. */
async function namesOf(tables: Tables, { jiraSiteId, project }: ProjectPlace): Promise<readonly ProjectKey[]> {
  const renamed = await tables.issueAliases.projects(jiraSiteId);
  const former = [...renamed.keys()].filter((key) => presentProject(key, renamed) === project);
  return [project, ...former];
}

/** The index of keys knows no sites: it leaves out what counts at none that has the project. */
async function hide(tables: Tables, project: ProjectKey, names: readonly ProjectKey[]): Promise<void> {
  const sites = await tables.jiraSites.list();
  const sources = await Promise.all(
    sites.map(async ({ id, projectKeys }) => {
      const set = await tables.settings.projects(id);
      return { projects: projectKeys, off: new Map([...set].map(([key, each]) => [key, each.linkSourcesOff])) };
    }),
  );
  await tables.settings.hideSources(names, sourcesOffEverywhere(sources, project));
}
