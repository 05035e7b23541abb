/** Changes what is set for one project of a Jira site; link sources are followed by a job. */

import {
  nameOfPrincipal,
  type JiraSiteId,
  type Principal,
  type ProjectKey,
  type ProjectSettings,
} from '@branchline/domain';
import { applySourcesOptions } from '../../ports/job-options.ts';
import type { Store } from '../../ports/store.ts';
import { differenceInWords } from './difference-in-words.ts';

export interface SaveProjectSettingsDeps {
  readonly store: Store;
}

export interface ProjectPlace {
  readonly jiraSiteId: JiraSiteId;
  readonly project: ProjectKey;
}

/** Replaces what was set there. Undefined when there is no such site. */
export async function saveProjectSettings(
  { store }: SaveProjectSettingsDeps,
  principal: Principal,
  { jiraSiteId, project }: ProjectPlace,
  settings: ProjectSettings,
): Promise<ProjectSettings | undefined> {
  return store.transaction(async (tables) => {
    if ((await tables.jiraSites.get(jiraSiteId)) === undefined) return undefined;
    const before = await tables.settings.project(jiraSiteId, project);
    const after = { ...settings, linkSourcesOff: [...new Set(settings.linkSourcesOff)].toSorted() };
    const words = differenceInWords(before, after);
    if (words === '') return before;
    await tables.settings.saveProject(jiraSiteId, project, after);
    const place = { jiraSiteId, project };
    await tables.jobs.add('apply-link-sources', place, applySourcesOptions(jiraSiteId, project));
    await tables.auditLog.add({
      who: nameOfPrincipal(principal),
      what: 'settings/project',
      about: `jira-site/${jiraSiteId}`,
      origin: 'api',
      result: 'done',
      note: `${project}: ${words}`,
    });
    return after;
  });
}
