/** Learns which projects a Jira site has, which decides what is an issue key, and looks again where that changed. */

import {
  acceptsMore,
  Failure,
  knownProjects,
  type FormerKeys,
  type JiraSiteId,
  type ProjectKey,
} from '@branchline/domain';
import type { JiraProject, JiraProjects } from '../../ports/jira-site.ts';
import { addIndexJob } from '../../ports/job-options.ts';
import type { Store, Tables } from '../../ports/store.ts';
import { sendKeysAgain } from '../issues/send-keys-again.ts';
import { connectJira, type ConnectJiraDeps } from './connect-jira.ts';
import { checkJiraSite, type JiraCredentialDeps } from './jira-credentials.ts';

export interface RefreshProjectsDeps extends ConnectJiraDeps, JiraCredentialDeps {
  readonly store: Store;
}

/**
 * Saves the keys, present and former, and sends again under its present key what names issues of a project that was
 * renamed. Without an account nobody knows them, and every key counts. When Jira refuses
 * the account or shows it no project, what is known stays: sending goes on, and the site shows what is wrong.
 * @throws Failure when Jira cannot be asked at the moment; what is known stays
 */
export async function refreshProjects(deps: RefreshProjectsDeps, id: JiraSiteId): Promise<void> {
  const site = await deps.store.jiraSites.get(id);
  if (site === undefined) return;
  const { projects } = await connectJira(deps, site);
  // Our Forge app may be away for a while: what it told stays true.
  if (projects === undefined && (await deps.store.forge.app(id)) !== undefined) return;
  const asked = projects === undefined ? undefined : await allProjects(deps, id, projects);
  const keys = projects === undefined || asked !== undefined ? keysOf(asked) : site.projectKeys;
  await deps.store.transaction(async (tables) => {
    const before = await projectsOfAll(tables);
    await tables.jiraSites.saveProjectKeys(id, keys);
    if (asked !== undefined) {
      await tables.projectNames.save(id, namesOf(asked));
      await followRenamed(tables, id, formerOf(asked));
    }
    if (acceptsMore(before, await projectsOfAll(tables))) await lookAgain(tables);
  });
}

/** Undefined when Jira refuses the account or shows it nothing, which is noted with the site. */
async function allProjects(
  deps: RefreshProjectsDeps,
  id: JiraSiteId,
  projects: JiraProjects,
): Promise<readonly JiraProject[] | undefined> {
  try {
    const all = await projects.all();
    if (all.length > 0) return all;
  } catch (error) {
    const isRefused = error instanceof Failure && (error.kind === 'unauthorized' || error.kind === 'forbidden');
    if (!isRefused) throw error;
  }
  await checkJiraSite(deps, id);
  return undefined;
}

function keysOf(projects: readonly JiraProject[] | undefined): readonly ProjectKey[] | undefined {
  if (projects === undefined) return undefined;
  return [...new Set(projects.flatMap(({ key, formerKeys }) => [key, ...formerKeys]))].toSorted();
}

/** Data Center and Cloud both tell names; one without is found by its key. */
function namesOf(projects: readonly JiraProject[]): ReadonlyMap<ProjectKey, string> {
  return new Map(projects.filter(({ name }) => name !== '').map(({ key, name }) => [key, name]));
}

/** A key that another project has today leads to that one: Jira gave it away. */
function formerOf(projects: readonly JiraProject[]): FormerKeys['projects'] {
  const present = new Set(projects.map(({ key }) => key));
  return new Map(
    projects.flatMap(({ key, formerKeys }) =>
      formerKeys.filter((former) => !present.has(former)).map((former) => [former, key] as const),
    ),
  );
}

/** In what was written the former keys stay; what is sent has the present ones. */
async function followRenamed(tables: Tables, id: JiraSiteId, former: FormerKeys['projects']): Promise<void> {
  const changed = await tables.issueAliases.saveProjects(id, former);
  await sendKeysAgain(tables, id, await tables.issues.carriedOf(changed), 'quietly');
}

async function projectsOfAll(tables: Tables) {
  return knownProjects((await tables.jiraSites.list()).map(({ projectKeys }) => projectKeys));
}

/**
 * Every repository is read again, after everything else: rows are kept only of what has a key, so nothing of ours says
 * which commits hold one that was refused, and any repository may. Reading is local: the mirror has the history, and
 * what did not change is neither written nor sent. Keys that are known no longer stay where they were found: Jira
 * ignores them, and a project that disappears only for a while loses nothing.
 */
async function lookAgain(tables: Tables): Promise<void> {
  for (const repository of await tables.repositories.list()) {
    await addIndexJob(tables.jobs, repository, 'reindex', 'history');
  }
}
