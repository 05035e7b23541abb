/** What an administrator sets for the whole installation and for single Jira projects, and what holds until then. */

import { defaultBranchTemplate, type BranchSeparator } from './branch-name.ts';
import type { LinkSource } from './link-source.ts';

/** How new branches are called. */
export interface BranchNameSettings {
  /** With the variables of `branchNameFromTemplate`. */
  readonly template: string;
  /** Issue types, as Jira names them, that have a template of their own. */
  readonly byIssueType: Readonly<Record<string, string>>;
  readonly separator: BranchSeparator;
}

/** How many days things are kept. */
export interface Retention {
  /** What webhooks brought, and who pushed what. */
  readonly webhookDeliveries: number;
  readonly auditLog: number;
  /** The log of indexing; the latest run of each repository always stays. */
  readonly indexRuns: number;
  /** Jobs that were given up. */
  readonly failedJobs: number;
}

/** What mails tell those who look after the installation. */
export type AlertKind = 'paused-integrations' | 'failed-repositories' | 'expiring-credentials';

/** All there are. */
export const alertKinds: readonly AlertKind[] = ['paused-integrations', 'failed-repositories', 'expiring-credentials'];

/** Who is told by mail what needs somebody. */
export interface MailSettings {
  /** Addresses, each once. */
  readonly alertsTo: readonly string[];
  readonly alerts: readonly AlertKind[];
  /** Authors hear of commands in their commits that were not run. */
  readonly tellsAuthors: boolean;
}

/** Of the whole installation. */
export interface InstallationSettings {
  readonly branchNames: BranchNameSettings;
  readonly retention: Retention;
  readonly mail: MailSettings;
}

/** Of one project of a Jira site; what is left out is as the installation has it. */
export interface ProjectSettings {
  readonly branchNames: Partial<BranchNameSettings>;
  readonly linkSourcesOff: readonly LinkSource[];
}

/** As long as nobody says otherwise: nothing of its own. */
export const usualProjectSettings: ProjectSettings = { branchNames: {}, linkSourcesOff: [] };

/** As long as nobody says otherwise. */
export const usualInstallationSettings: InstallationSettings = {
  branchNames: { template: defaultBranchTemplate, byIssueType: {}, separator: '-' },
  retention: { webhookDeliveries: 30, auditLog: 730, indexRuns: 90, failedJobs: 30 },
  mail: { alertsTo: [], alerts: alertKinds, tellsAuthors: true },
};

/**
 * Days that can be set. A delivery is kept for a day at least: a service that could not reach us sends it again for as
 * long. The audit log names people and is for audits: at least a month, at most ten years.
 */
export const retentionLimits: Readonly<Record<keyof Retention, { readonly least: number; readonly most: number }>> = {
  webhookDeliveries: { least: 1, most: 365 },
  auditLog: { least: 30, most: 3660 },
  indexRuns: { least: 1, most: 3660 },
  failedJobs: { least: 1, most: 365 },
};

/** What holds for a project: its own before the installation's; issue types of both count. */
export function branchNamesOf(
  installation: BranchNameSettings,
  project: Partial<BranchNameSettings>,
): BranchNameSettings {
  // A project with a template of its own does not want the installation's for single types.
  const inherited = project.template === undefined ? installation.byIssueType : {};
  return { ...installation, ...project, byIssueType: { ...inherited, ...project.byIssueType } };
}

/** The template for an issue of that type; case does not matter. */
export function templateFor({ template, byIssueType }: BranchNameSettings, issueType: string): string {
  const wanted = issueType.trim().toLowerCase();
  const own = Object.entries(byIssueType).find(([type]) => type.trim().toLowerCase() === wanted);
  return own?.[1] ?? template;
}

/** Whether a project says nothing of its own. */
export function isUsualProject({ branchNames, linkSourcesOff }: ProjectSettings): boolean {
  return Object.keys(branchNames).length === 0 && linkSourcesOff.length === 0;
}

const variables = ['issuekey', 'projectkey', 'summary', 'sourcebranch', 'displayname', 'issuetype'];

/** What is wrong with a template, as a sentence; undefined for a good one. */
export function templateProblem(template: string): string | undefined {
  const used = [...template.matchAll(/\$\{([^{}:]*)(?::[^{}]*)?\}/g)].map(([, name]) => (name ?? '').toLowerCase());
  const unknown = used.find((name) => !variables.includes(name));
  if (unknown !== undefined) {
    return `There is no variable \${${unknown}}. There are ${variables.map((name) => `\${${name}}`).join(', ')}.`;
  }
  if (used.includes('issuekey')) return undefined;
  return 'The template needs ${issuekey}: without the key a branch is not linked to its issue.';
}
