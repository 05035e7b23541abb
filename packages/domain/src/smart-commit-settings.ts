/** What may be set about smart commits, for a Jira site and for single projects of it. */

import type { ProjectKey } from './ids.ts';
import type { SmartCommitDialect } from './smart-commit.ts';

/** Exactly one of them runs the commands of a project: Jira itself, Branchline, or nobody. */
export type SmartCommitProcessor = 'jira' | 'branchline' | 'off';

/**
 * Whose word is taken for who made a commit. `pusher`: the Git service's, which knows who pushed; it must be the author.
 * `author`: the commit's own, which anybody who may push can write there.
 */
export type BelievedSource = 'pusher' | 'author';

/** How smart commits of a project are run. All but `processor` is about Branchline's own running. */
export interface SmartCommitSettings {
  readonly processor: SmartCommitProcessor;
  readonly dialect: SmartCommitDialect;
  /** Also for merge commits, which repeat the commits they merge. */
  readonly onMerges: boolean;
  /** Of the author's date, in days; older commits are left alone. */
  readonly mostAgeDays: number;
  readonly believes: BelievedSource;
  /** Act for people although nobody can tell whether they may: when our account may not ask Jira about others. */
  readonly withoutPermissionCheck: boolean;
}

/** As long as nobody says otherwise. Fourteen days are what Jira itself and its other integrations take. */
export const usualSmartCommitSettings: SmartCommitSettings = {
  processor: 'jira',
  dialect: 'line',
  onMerges: false,
  mostAgeDays: 14,
  believes: 'pusher',
  withoutPermissionCheck: false,
};

/** The longest age that can be set, in days. */
export const mostAgeDaysLimit = 90;

/** What was set: for one project, or for all projects of the site that say nothing else. */
export interface SmartCommitChoice {
  readonly project: ProjectKey | undefined;
  readonly settings: Partial<SmartCommitSettings>;
}

/** What holds for a project: its own settings before the site's, these before the usual ones. */
export function smartCommitSettingsOf(choices: readonly SmartCommitChoice[], project: ProjectKey): SmartCommitSettings {
  const ofSite = choices.find((choice) => choice.project === undefined)?.settings;
  const own = choices.find((choice) => choice.project === project)?.settings;
  return { ...usualSmartCommitSettings, ...ofSite, ...own };
}

/**
 * Whether Jira must be kept from running commands of a commit. It runs a message as a whole, for any issue the message
 * names, so one project that is not Jira's own is enough.
 * @param projects of all keys that the commit names, also those that Jira is not told of
 */
export function keepsJiraQuiet(choices: readonly SmartCommitChoice[], projects: readonly ProjectKey[]): boolean {
  return projects.some((project) => smartCommitSettingsOf(choices, project).processor !== 'jira');
}
