/** Settings of repositories, and what they would come to → the contract's shapes. */

import type {
  RepositoryDefaults as DefaultsShape,
  RepositorySettingsPreview as PreviewShape,
  RepositorySettings as SettingsShape,
} from '@branchline/contract';
import type { RepositoryDefaults, RepositorySettings } from '@branchline/domain';
import type { RepositorySettingsPreview } from '../../features/repositories/preview-repository-settings.ts';

/** Tags of each kind that are shown as examples. */
const examplesShown = 5;

export function presentRepositoryDefaults(defaults: RepositoryDefaults): DefaultsShape {
  const { tags, refs, runsSmartCommits, webLinks, schedule } = defaults;
  return {
    tags: { include: [...tags.include], exclude: [...tags.exclude] },
    refs: { also: [...refs.also], not: [...refs.not] },
    runsSmartCommits,
    webLinks: {
      repository: webLinks.repository ?? null,
      commit: webLinks.commit ?? null,
      file: webLinks.file ?? null,
      branch: webLinks.branch ?? null,
      tag: webLinks.tag ?? null,
      pullRequest: webLinks.pullRequest ?? null,
    },
    schedule: { leastMinutes: schedule.leastMinutes ?? null, mostMinutes: schedule.mostMinutes ?? null },
  };
}

export function presentRepositorySettings({ displayName, ...defaults }: RepositorySettings): SettingsShape {
  return { displayName: displayName ?? null, ...presentRepositoryDefaults(defaults) };
}

export function presentSettingsPreview({ links, counted, leftOut }: RepositorySettingsPreview): PreviewShape {
  return {
    links: links.map((link) => ({ ...link, url: link.url ?? null })),
    tags: {
      counted: counted.length,
      leftOut: leftOut.length,
      countedExamples: counted.slice(0, examplesShown),
      leftOutExamples: leftOut.slice(0, examplesShown),
    },
  };
}
