/** What an administrator can set for one repository, apart from which projects see it. */

import { everyTag, type TagFilter } from './tag-filter.ts';

/** Patterns of refs mirrored besides those of the service, and of those left out. */
export interface RefChoice {
  readonly also: readonly string[];
  readonly not: readonly string[];
}

/** Templates of web pages that go before what the service says; undefined: as the service says. */
export interface WebLinkTemplates {
  /** The repository's own page, without placeholders. */
  readonly repository: string | undefined;
  readonly commit: string | undefined;
  readonly file: string | undefined;
  readonly branch: string | undefined;
  readonly tag: string | undefined;
  readonly pullRequest: string | undefined;
}

/** Bounds of the time between two looks, in minutes; undefined: the usual ones. */
export interface LookBounds {
  readonly leastMinutes: number | undefined;
  readonly mostMinutes: number | undefined;
}

/** Whatever can be set; an edit replaces all of it. */
export interface RepositorySettings {
  /** What people see in place of the name that the service has; undefined: that name. */
  readonly displayName: string | undefined;
  readonly tags: TagFilter;
  readonly refs: RefChoice;
  /** Whether its commits may command anything in Jira. */
  readonly runsSmartCommits: boolean;
  readonly webLinks: WebLinkTemplates;
  readonly schedule: LookBounds;
}

/** With what new repositories of an integration begin: all but a name of their own. */
export type RepositoryDefaults = Omit<RepositorySettings, 'displayName'>;

/** As long as nothing was set. */
export const usualRepositorySettings: RepositorySettings = {
  displayName: undefined,
  tags: everyTag,
  refs: { also: [], not: [] },
  runsSmartCommits: true,
  webLinks: {
    repository: undefined,
    commit: undefined,
    file: undefined,
    branch: undefined,
    tag: undefined,
    pullRequest: undefined,
  },
  schedule: { leastMinutes: undefined, mostMinutes: undefined },
};

/** Minutes between two looks: not more often than every minute, not less often than every 30 days. */
export const lookMinutes = { least: 1, most: 43_200 } as const;

/** Characters of a name that people give. */
export const displayNameLimit = 200;

/** What is wrong with bounds, as a sentence; undefined when nothing is. */
export function problemOfLookBounds({ leastMinutes, mostMinutes }: LookBounds): string | undefined {
  if (leastMinutes === undefined || mostMinutes === undefined || leastMinutes <= mostMinutes) return undefined;
  return `The least time between two looks, ${leastMinutes} minutes, is more than the most, ${mostMinutes} minutes.`;
}

/** What people call a repository. */
export function shownName(repository: {
  readonly name: string;
  readonly settings?: Pick<RepositorySettings, 'displayName'> | undefined;
}): string {
  return repository.settings?.displayName ?? repository.name;
}
