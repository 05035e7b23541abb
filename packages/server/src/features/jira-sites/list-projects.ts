/** The projects of a Jira site as people look for them: by key or name, with who sees what and who runs their commands. */

import {
  smartCommitSettingsOf,
  type JiraSiteId,
  type ProjectAssociation,
  type ProjectKey,
  type SmartCommitProcessor,
} from '@branchline/domain';
import type { Tables } from '../../ports/store.ts';

export interface ListedProject {
  readonly key: ProjectKey;
  /** Undefined while Jira has not told it. */
  readonly name: string | undefined;
  readonly formerKeys: readonly ProjectKey[];
  readonly processor: SmartCommitProcessor;
  /** Associations that let it see something. */
  readonly seenBy: { readonly integrations: number; readonly repositories: number };
}

export interface ListedProjects {
  readonly projects: readonly ListedProject[];
  /** Undefined on the last page. */
  readonly next: ProjectKey | undefined;
  /** How many match. */
  readonly total: number;
  /** False while nobody could ask the site which it has. */
  readonly isKnown: boolean;
}

export interface ProjectsWanted {
  /** The beginning of a key, or part of a name, in any case; empty for all. */
  readonly search: string;
  /** The last key of the page before. */
  readonly after: string | undefined;
  readonly limit: number;
}

type Named = Pick<ListedProject, 'key' | 'name' | 'formerKeys'>;

/** Undefined when there is no such site. */
export async function listProjects(
  tables: Tables,
  id: JiraSiteId,
  { search, after, limit }: ProjectsWanted,
): Promise<ListedProjects | undefined> {
  const site = await tables.jiraSites.get(id);
  if (site === undefined) return undefined;
  const found = (await namedProjects(tables, id, site.projectKeys ?? [])).filter((each) => matches(each, search));
  const rest = after === undefined ? found : found.filter(({ key }) => key > after);
  const page = rest.slice(0, limit);
  const choices = await tables.smartCommits.choices(id);
  const associations = (await tables.associations.list(id)).filter(({ actions }) => actions.includes('see'));
  return {
    projects: page.map((project) => ({
      ...project,
      processor: smartCommitSettingsOf(choices, project.key).processor,
      seenBy: seenBy(project.key, associations),
    })),
    next: rest.length > limit ? page.at(-1)?.key : undefined,
    total: found.length,
    isKnown: site.projectKeys !== undefined,
  };
}

/** By key. Of a renamed project there is one, under its key of today. */
async function namedProjects(tables: Tables, id: JiraSiteId, keys: readonly ProjectKey[]): Promise<readonly Named[]> {
  const names = await tables.projectNames.of(id);
  const renamed = await tables.issueAliases.projects(id);
  const formerOf = Map.groupBy(renamed, ([, present]) => present);
  return keys
    .filter((key) => !renamed.has(key))
    .toSorted()
    .map((key) => ({
      key,
      name: names.get(key),
      formerKeys: (formerOf.get(key) ?? []).map(([former]) => former).toSorted(),
    }));
}

function matches({ key, name, formerKeys }: Named, search: string): boolean {
  const wanted = search.toUpperCase();
  return (
    [key, ...formerKeys].some((each) => each.startsWith(wanted)) || (name?.toUpperCase().includes(wanted) ?? false)
  );
}

function seenBy(project: ProjectKey, associations: readonly ProjectAssociation[]): ListedProject['seenBy'] {
  const seeing = associations.filter(({ projects }) => projects === 'all' || projects.includes(project));
  const repositories = seeing.filter(({ repositoryId }) => repositoryId !== undefined).length;
  return { integrations: seeing.length - repositories, repositories };
}
