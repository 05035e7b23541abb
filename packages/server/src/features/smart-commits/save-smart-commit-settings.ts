/** Changes how smart commits of a site or a project are run, and lets Jira know which commits are its own to run. */

import {
  nameOfPrincipal,
  type JiraSiteId,
  type Principal,
  type ProjectKey,
  type SmartCommitChoice,
  type SmartCommitSettings,
} from '@branchline/domain';
import type { Store } from '../../ports/store.ts';

export interface SaveSmartCommitSettingsDeps {
  readonly store: Store;
}

export interface SettingsChange {
  readonly jiraSiteId: JiraSiteId;
  /** Undefined: of all projects that say nothing else. */
  readonly project: ProjectKey | undefined;
  /** Undefined takes back whatever was set there. */
  readonly settings: Partial<SmartCommitSettings> | undefined;
}

function wordsOf({ project, settings }: SettingsChange): string {
  const place = project ?? 'all projects';
  if (settings === undefined) return `${place}: nothing of its own`;
  const parts = Object.entries(settings).map(([name, value]) => `${name} ${String(value)}`);
  return `${place}: ${parts.join(', ')}`;
}

/**
 * Holds for commits that are pushed from now on: those that were sent before are not sent again, so neither processor
 * runs them a second time. Undefined when there is no such site.
 */
export async function saveSmartCommitSettings(
  { store }: SaveSmartCommitSettingsDeps,
  principal: Principal,
  change: SettingsChange,
): Promise<readonly SmartCommitChoice[] | undefined> {
  const { jiraSiteId, project, settings } = change;
  return store.transaction(async (tables) => {
    if ((await tables.jiraSites.get(jiraSiteId)) === undefined) return undefined;
    await tables.smartCommits.saveChoice(jiraSiteId, project, settings);
    await tables.auditLog.add({
      who: nameOfPrincipal(principal),
      what: 'smart-commit/settings',
      about: `jira-site/${jiraSiteId}`,
      origin: 'api',
      result: 'done',
      note: wordsOf(change),
    });
    return tables.smartCommits.choices(jiraSiteId);
  });
}
