/** Smart commits: how they are run, what became of each command, and who is told by mail. */

import {
  mostAgeDaysLimit,
  type BelievedSource,
  type IssueKey,
  type JiraSiteId,
  type PersonId,
  type ProjectKey,
  type RepositoryId,
  type SmartCommitDialect,
  type SmartCommitProcessor,
} from '@branchline/domain';
import { z } from 'zod';
import { Id, Moment, Nothing, idOf } from './fields.ts';
import { act, replace, show, type Route } from './route.ts';
import { versioned } from './version.ts';

/** Commands on one page unless asked otherwise, and at most. */
export const smartCommandPageSize = { usual: 50, most: 200 } as const;

export const SmartCommandState = z.enum(['waiting', 'started', 'done', 'failed', 'skipped']);
export type SmartCommandState = z.infer<typeof SmartCommandState>;

/** One command for one issue. */
export const SmartCommand = z.object({
  id: Id,
  issue: z.string(),
  /** Without the number sign: `comment`, `time`, or the name of a transition. */
  command: z.string(),
  arguments: z.string(),
  state: SmartCommandState,
  /** Why it failed or was skipped, as a word; null otherwise. */
  reason: z.string().nullable(),
  /** In words; may be empty. */
  message: z.string(),
  /** The newest copy of the commit. */
  commit: z.object({ hash: z.string(), author: z.string(), authorEmail: z.string(), authoredAt: Moment }),
  /** Whom the Git service says pushed it; null while nobody knows. */
  pusher: z.string().nullable(),
  repositoryId: Id,
  repositoryName: z.string(),
  jiraSiteId: Id,
  /** In whose name it was done or tried; null when it never came to that. */
  personId: Id.nullable(),
  seenAt: Moment,
  /** When Jira was asked first; null: it never was. */
  startedAt: Moment.nullable(),
  endedAt: Moment.nullable(),
});
export type SmartCommand = z.infer<typeof SmartCommand>;

export const SmartCommandPage = z.object({
  /** Newest first. */
  commands: z.array(SmartCommand),
  /** Null on the last page. */
  next: z.string().nullable(),
});
export type SmartCommandPage = z.infer<typeof SmartCommandPage>;

const IssueKeyText = z
  .string()
  .max(300)
  .regex(/^[A-Za-z][A-Za-z0-9_]*-\d+$/u, 'is not an issue key: write it like ABC-123')
  .transform((key) => key.toUpperCase() as IssueKey);

/** What is left out does not matter. */
export const SmartCommandQuery = z.object({
  state: SmartCommandState.optional(),
  issue: IssueKeyText.optional(),
  repository: idOf<RepositoryId>().optional(),
  jiraSite: idOf<JiraSiteId>().optional(),
  /** Of issues of this project. */
  project: z
    .string()
    .regex(/^[A-Za-z][A-Za-z0-9_]{0,254}$/u, 'is not a project key: write it like ABC')
    .transform((key) => key.toUpperCase() as ProjectKey)
    .optional(),
  /** Part of the repository's name, in any case. */
  repositoryName: z.string().trim().min(1).max(300).optional(),
  /** Part of the author's name or e-mail address, in any case. */
  author: z.string().trim().min(1).max(300).optional(),
  /** The beginning of a command's name, in any case, without the number sign: `comment`, or that of a transition. */
  command: z.string().trim().min(1).max(300).optional(),
  /** The beginning of a hash. */
  commit: z
    .string()
    .regex(/^[0-9A-Fa-f]{4,64}$/u, 'is not the beginning of a commit hash')
    .transform((hash) => hash.toLowerCase())
    .optional(),
  /** `next` of the page before. */
  cursor: z.string().max(20).regex(/^\d+$/u, 'is not the cursor of a page').optional(),
  limit: z.coerce.number<number | string>().int().min(1).max(smartCommandPageSize.most).optional(),
});

const settingFields = {
  /** Exactly one runs the commands of a project: Jira, Branchline, or nobody. */
  processor: z.enum(['jira', 'branchline', 'off'] satisfies SmartCommitProcessor[]),
  dialect: z.enum(['line', 'multi-line'] satisfies SmartCommitDialect[]),
  onMerges: z.boolean(),
  /** In days, by the author's date. */
  mostAgeDays: z.int().min(1).max(mostAgeDaysLimit),
  /** `author` lets anybody who may push act as anybody. */
  believes: z.enum(['pusher', 'author'] satisfies BelievedSource[]),
  /** Act for people although nobody can tell whether they may. */
  withoutPermissionCheck: z.boolean(),
};

export const SmartCommitSettings = z.object(settingFields);
export type SmartCommitSettings = z.infer<typeof SmartCommitSettings>;

/** What was set at one place; what is left out is as it is one step further up. */
const SetThere = z.strictObject(settingFields).partial();

export const SmartCommitChoices = z.object({
  /** For projects that say nothing else, everything filled in. */
  site: SmartCommitSettings,
  /** Projects that do: what they say, and what holds for them. */
  projects: z.array(z.object({ project: z.string(), set: SetThere, settings: SmartCommitSettings })),
});
export type SmartCommitChoices = z.infer<typeof SmartCommitChoices>;

export const SmartCommitChange = z.strictObject({
  /** Null: for all projects that say nothing else. */
  project: z
    .string()
    .regex(/^[A-Z][A-Z0-9_]{0,254}$/u, 'is not a project key: write it like ABC')
    .transform((key) => key as ProjectKey)
    .nullable(),
  /** Replaces what was set there; null takes it back. */
  settings: SetThere.nullable(),
});

/** Whether mails about failed commands go to somebody: a person, or an address that nobody is known by. */
export const SmartCommitMails = z.union([
  z.strictObject({ personId: idOf<PersonId>(), wanted: z.boolean() }),
  z.strictObject({ address: z.email().max(254), wanted: z.boolean() }),
]);

const VersionedChoices = versioned(SmartCommitChoices, ['site', 'projects']);

const ofCommand = { params: z.object({ id: idOf<number>() }) } as const;
const ofSite = { params: z.object({ id: idOf<JiraSiteId>() }) } as const;

export const smartCommitRoutes = {
  listSmartCommands: {
    ...show,
    path: '/api/v1/smart-commits',
    query: SmartCommandQuery,
    response: SmartCommandPage,
  },
  showSmartCommand: { ...show, ...ofCommand, path: '/api/v1/smart-commits/:id', response: SmartCommand },
  /** Runs one again that failed or was skipped. What Jira has done of it is not done twice. */
  retrySmartCommand: {
    ...act,
    ...ofCommand,
    path: '/api/v1/smart-commits/:id/retry',
    status: 202,
    response: SmartCommand,
  },
  showSmartCommitSettings: {
    ...show,
    ...ofSite,
    path: '/api/v1/jira-sites/:id/smart-commits',
    response: VersionedChoices,
  },
  saveSmartCommitSettings: {
    ...replace,
    ...ofSite,
    path: '/api/v1/jira-sites/:id/smart-commits',
    request: SmartCommitChange,
    response: VersionedChoices,
    edits: 'showSmartCommitSettings',
  },
  saveSmartCommitMails: {
    ...replace,
    path: '/api/v1/smart-commit-mails',
    request: SmartCommitMails,
    status: 204,
    response: Nothing,
  },
} as const satisfies Readonly<Record<string, Route>>;
