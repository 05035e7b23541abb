/** Settings: of the whole installation, and of single Jira projects. */

import {
  alertKinds,
  branchNameLimit,
  linkSources,
  retentionLimits,
  templateProblem,
  type AlertKind,
  type BranchSeparator,
  type JiraSiteId,
  type LinkSource,
  type ProjectKey,
  type SmartCommitProcessor,
} from '@branchline/domain';
import { z } from 'zod';
import { Count, idOf } from './fields.ts';
import { act, replace, show, type Route } from './route.ts';
import { versioned } from './version.ts';

/** Templates for single issue types; a Jira site rarely has more types. */
const typesLimit = 100;

/** Longer than any branch name: mappings of issue types take room. */
const templateLimit = branchNameLimit * 4;

const Template = z
  .string()
  .trim()
  .min(1)
  .max(templateLimit)
  .superRefine((template, context) => {
    const problem = templateProblem(template);
    if (problem !== undefined) context.addIssue({ code: 'custom', message: problem });
  });

const branchNameFields = {
  /** With `${issuekey}`, and `${projectkey}`, `${summary}`, `${issuetype}`, `${sourcebranch}`, `${displayname}` as wanted. */
  template: Template,
  /** Issue types, as Jira names them, that have a template of their own. */
  byIssueType: z
    .record(z.string().trim().min(1).max(100), Template)
    .refine((types) => Object.keys(types).length <= typesLimit, { error: `names more than ${typesLimit} issue types` }),
  /** What stands where blanks and other characters cannot. */
  separator: z.enum(['-', '_', '.'] satisfies BranchSeparator[]),
};

export const BranchNames = z.strictObject(branchNameFields);
export type BranchNames = z.infer<typeof BranchNames>;

const days = (name: keyof typeof retentionLimits) =>
  z.int().min(retentionLimits[name].least).max(retentionLimits[name].most);

/** In days. */
export const Retention = z.strictObject({
  /** What webhooks brought, and who pushed what. */
  webhookDeliveries: days('webhookDeliveries'),
  auditLog: days('auditLog'),
  /** The latest run of each repository stays. */
  indexRuns: days('indexRuns'),
  failedJobs: days('failedJobs'),
});
export type Retention = z.infer<typeof Retention>;

/** Administrators who are told; a list goes to more. */
const recipientsLimit = 50;
const Address = z.email().max(254);

export const MailSettings = z.strictObject({
  alertsTo: z.array(Address).max(recipientsLimit),
  alerts: z.array(z.enum(alertKinds as readonly [AlertKind, ...AlertKind[]])).max(alertKinds.length),
  /** Authors hear of commands in their commits that were not run. */
  tellsAuthors: z.boolean(),
});
export type MailSettings = z.infer<typeof MailSettings>;

/** Everything at a glance. */
export const SettingsOverview = z.object({
  /** Where this installation is reached; set where it is started. */
  publicUrl: z.string(),
  /** A mail server is named where it is started. */
  sendsMail: z.boolean(),
  branchNames: BranchNames,
  retention: Retention,
});
export type SettingsOverview = z.infer<typeof SettingsOverview>;

export const ProjectKeyText = z
  .string()
  .regex(/^[A-Z][A-Z0-9_]{0,254}$/u, 'is not a project key: write it like ABC')
  .transform((text) => text as ProjectKey);

export const LinkSourceName = z.enum(linkSources as readonly [LinkSource, ...LinkSource[]]);

const projectFields = {
  /** What the project has of its own; what is left out is as the installation has it. */
  branchNames: z.strictObject(branchNameFields).partial(),
  /** Places in which keys of the project do not link. */
  linkSourcesOff: z.array(LinkSourceName).max(linkSources.length),
};

export const ProjectSettingsInput = z.strictObject(projectFields);
export type ProjectSettingsInput = z.infer<typeof ProjectSettingsInput>;

export const ProjectSettingsView = z.object({
  project: z.string(),
  /** The site has it; null while nobody knows which projects it has. */
  isKnown: z.boolean().nullable(),
  ...projectFields,
  /** What holds with the installation's. */
  effectiveBranchNames: BranchNames,
  /** Who runs the commands of commits; set with the smart commits of the site. */
  smartCommitProcessor: z.enum(['jira', 'branchline', 'off'] satisfies SmartCommitProcessor[]),
});
export type ProjectSettingsView = z.infer<typeof ProjectSettingsView>;

/** Projects on one page unless asked otherwise, and at most. */
export const projectSettingsPageSize = { usual: 50, most: 200 } as const;

export const ProjectSettingsQuery = z.object({
  /** Part of a project key, in any case. */
  search: z.string().trim().max(255).optional(),
  /** `yes`: only projects for which something is set. */
  onlySet: z.enum(['yes', 'no']).default('no'),
  /** The last page's `next`. */
  after: z.string().max(255).optional(),
  limit: z.coerce
    .number<number | string>()
    .int()
    .min(1)
    .max(projectSettingsPageSize.most)
    .default(projectSettingsPageSize.usual),
});

export const ProjectSettingsPage = z.object({
  /** By key. */
  projects: z.array(ProjectSettingsView),
  /** All that fit. */
  total: Count,
  next: z.string().nullable(),
});
export type ProjectSettingsPage = z.infer<typeof ProjectSettingsPage>;

export const BranchNameTry = z.strictObject({
  ...branchNameFields,
  issue: z
    .strictObject({
      key: z
        .string()
        .regex(/^[A-Z][A-Z0-9_]*-\d+$/u, 'is not an issue key: write it like ABC-123')
        .max(300),
      type: z.string().max(100),
      summary: z.string().max(1000),
    })
    .default({ key: 'ABC-123', type: 'Story', summary: 'Sign in with a security key' }),
  sourceBranch: z.string().max(250).default('main'),
  displayName: z.string().max(200).default('Ada Lovelace'),
});

const people = { access: 'administrator', status: 200 } as const;
const project = z.object({ id: idOf<JiraSiteId>(), project: ProjectKeyText });
const VersionedBranchNames = versioned(BranchNames, ['template', 'byIssueType', 'separator']);
const VersionedRetention = versioned(Retention, ['webhookDeliveries', 'auditLog', 'indexRuns', 'failedJobs']);
const VersionedMail = versioned(MailSettings, ['alertsTo', 'alerts', 'tellsAuthors']);
const VersionedProject = versioned(ProjectSettingsView, ['branchNames', 'linkSourcesOff']);

/** Decided by administrators alone: what is kept about people, and who hears of troubles. */
const administratorRoutes = {
  showRetention: { ...people, method: 'GET', path: '/api/v1/settings/retention', response: VersionedRetention },
  saveRetention: {
    ...people,
    method: 'PUT',
    path: '/api/v1/settings/retention',
    request: Retention,
    response: VersionedRetention,
    edits: 'showRetention',
  },
  showMailSettings: { ...people, method: 'GET', path: '/api/v1/settings/mail', response: VersionedMail },
  saveMailSettings: {
    ...people,
    method: 'PUT',
    path: '/api/v1/settings/mail',
    request: MailSettings,
    response: VersionedMail,
    edits: 'showMailSettings',
  },
  /** Says what the mail server answered; nothing is tried again. */
  sendTestMail: {
    ...people,
    method: 'POST',
    path: '/api/v1/settings/test-mail',
    request: z.strictObject({ to: Address }),
    response: z.object({ isSent: z.boolean(), message: z.string() }),
  },
} as const satisfies Readonly<Record<string, Route>>;

export const settingsRoutes = {
  showSettings: { ...show, path: '/api/v1/settings', response: SettingsOverview },
  showBranchNames: { ...show, path: '/api/v1/settings/branch-names', response: VersionedBranchNames },
  saveBranchNames: {
    ...replace,
    path: '/api/v1/settings/branch-names',
    request: BranchNames,
    response: VersionedBranchNames,
    edits: 'showBranchNames',
  },
  /** What a branch would be called; nothing is saved. */
  tryBranchName: {
    ...act,
    path: '/api/v1/settings/branch-names/preview',
    request: BranchNameTry,
    response: z.object({ name: z.string() }),
  },
  ...administratorRoutes,
  listProjectSettings: {
    ...show,
    path: '/api/v1/jira-sites/:id/project-settings',
    params: z.object({ id: idOf<JiraSiteId>() }),
    query: ProjectSettingsQuery,
    response: ProjectSettingsPage,
  },
  showProjectSettings: {
    ...show,
    path: '/api/v1/jira-sites/:id/project-settings/:project',
    params: project,
    response: VersionedProject,
  },
  /** What a source shows and hides in Jira follows within seconds, from what was indexed. */
  saveProjectSettings: {
    ...replace,
    path: '/api/v1/jira-sites/:id/project-settings/:project',
    params: project,
    request: ProjectSettingsInput,
    response: VersionedProject,
    edits: 'showProjectSettings',
  },
} as const satisfies Readonly<Record<string, Route>>;
