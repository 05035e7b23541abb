/** The projects of a Jira site with what is set for each: those it is known to have, and those that something is set for. */

import {
  isUsualProject,
  smartCommitSettingsOf,
  usualProjectSettings,
  type JiraSiteId,
  type ProjectKey,
  type ProjectSettings,
  type SmartCommitChoice,
  type SmartCommitProcessor,
} from '@branchline/domain';
import type { Tables } from '../../ports/store.ts';

/** One project as people are shown it. */
export interface ProjectWithSettings {
  readonly project: ProjectKey;
  /** The site has it; undefined while nobody knows which it has. */
  readonly isKnown: boolean | undefined;
  readonly settings: ProjectSettings;
  readonly processor: SmartCommitProcessor;
  /** Something is set for it alone. */
  readonly isSet: boolean;
}

export interface ProjectFilter {
  /** Part of a key, in any case. */
  readonly search: string | undefined;
  readonly onlySet: boolean;
}

/** All that fit, by key. Undefined when there is no such site. */
export async function listProjectSettings(
  store: Tables,
  jiraSiteId: JiraSiteId,
  { search, onlySet }: ProjectFilter,
): Promise<readonly ProjectWithSettings[] | undefined> {
  const site = await readSite(store, jiraSiteId);
  if (site === undefined) return undefined;
  const { known, set, choices } = site;
  const used = [...set].filter(([, settings]) => !isUsualProject(settings)).map(([project]) => project);
  const chosen = choices.map(({ project }) => project).filter((project) => project !== undefined);
  const projects = [...new Set([...(known ?? []), ...used, ...chosen])].toSorted();
  const wanted = search?.trim().toUpperCase() ?? '';
  return projects
    .filter((project) => project.includes(wanted))
    .map((project) => withSettings(site, project))
    .filter(({ isSet }) => isSet || !onlySet);
}

/** One of them, also one that nobody knows. Undefined when there is no such site. */
export async function showProjectSettings(
  store: Tables,
  jiraSiteId: JiraSiteId,
  project: ProjectKey,
): Promise<ProjectWithSettings | undefined> {
  const site = await readSite(store, jiraSiteId);
  return site && withSettings(site, project);
}

interface SiteSettings {
  readonly known: ReadonlySet<ProjectKey> | undefined;
  readonly set: ReadonlyMap<ProjectKey, ProjectSettings>;
  readonly choices: readonly SmartCommitChoice[];
  readonly chosen: ReadonlySet<ProjectKey | undefined>;
}

async function readSite(store: Tables, id: JiraSiteId): Promise<SiteSettings | undefined> {
  const site = await store.jiraSites.get(id);
  if (site === undefined) return undefined;
  const choices = await store.smartCommits.choices(id);
  return {
    known: site.projectKeys === undefined ? undefined : new Set(site.projectKeys),
    set: await store.settings.projects(id),
    choices,
    chosen: new Set(choices.map(({ project }) => project)),
  };
}

function withSettings({ known, set, choices, chosen }: SiteSettings, project: ProjectKey): ProjectWithSettings {
  const settings = set.get(project) ?? usualProjectSettings;
  return {
    project,
    isKnown: known?.has(project),
    settings,
    processor: smartCommitSettingsOf(choices, project).processor,
    isSet: chosen.has(project) || !isUsualProject(settings),
  };
}
