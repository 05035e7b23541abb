/** Settings of repositories as the contract has them → the house's words. */

import type { RepositoryDefaults as DefaultsShape, RepositorySettings as SettingsShape } from '@branchline/contract';
import type { RepositoryDefaults, RepositorySettings } from '@branchline/domain';

/** Null and left out are one in the house. */
export function readRepositoryDefaults({ tags, refs, runsSmartCommits, ...rest }: DefaultsShape): RepositoryDefaults {
  const { webLinks, schedule } = rest;
  return {
    tags,
    refs,
    runsSmartCommits,
    webLinks: {
      repository: webLinks.repository ?? undefined,
      commit: webLinks.commit ?? undefined,
      file: webLinks.file ?? undefined,
      branch: webLinks.branch ?? undefined,
      tag: webLinks.tag ?? undefined,
      pullRequest: webLinks.pullRequest ?? undefined,
    },
    schedule: {
      leastMinutes: schedule.leastMinutes ?? undefined,
      mostMinutes: schedule.mostMinutes ?? undefined,
    },
  };
}

/** The same with the name. */
export function readRepositorySettings({ displayName, ...defaults }: SettingsShape): RepositorySettings {
  return { displayName: displayName ?? undefined, ...readRepositoryDefaults(defaults) };
}
