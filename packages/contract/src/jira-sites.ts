/** Jira sites: where development information is sent, and how that stands. */

import type { JiraAccountCredential } from '@branchline/domain';
import { z } from 'zod';
import { Count, Id, Moment, SecretText } from './fields.ts';

/** Sending in numbers: entries are commits, branches and pull requests. */
export const SendingProgress = z.object({
  sent: Count,
  waiting: Count,
  /** Of those that wait: history, which events go before. */
  waitingHistory: Count,
  refused: Count,
  /** Why nothing is sent at the moment; null when it is not paused. */
  pausedBecause: z.string().nullable(),
  lastFailure: z.object({ at: Moment, message: z.string() }).nullable(),
});
export type SendingProgress = z.infer<typeof SendingProgress>;

const AccountKind = z.enum([
  'api-token',
  'scoped-api-token',
  'personal-access-token',
  'service-account',
] satisfies JiraAccountCredential['kind'][]);

/** Something we can do at a site, or cannot, why, and what to do about it. */
export const JiraFinding = z.object({
  ability: z.enum([
    'development-information',
    'account',
    'projects',
    'issues',
    'comments',
    'work-logs',
    'transitions',
    'edits',
    'assignments',
    'people',
    'permissions-of-others',
    'forge-app',
  ]),
  works: z.boolean(),
  because: z.string().nullable(),
  remedy: z.string().nullable(),
});
export type JiraFinding = z.infer<typeof JiraFinding>;

export const JiraFindings = z.object({ findings: z.array(JiraFinding) });
export type JiraFindings = z.infer<typeof JiraFindings>;

export const JiraSiteSummary = z.object({
  id: Id,
  name: z.string(),
  siteUrl: z.string(),
  apiUrl: z.string(),
  cloudId: z.string(),
  /** Empty when there are no OAuth credentials. */
  clientId: z.string(),
  /** With which the site is read; null when there is none. */
  account: z
    .object({
      kind: AccountKind,
      email: z.string().nullable(),
      /** Of a service account only. */
      clientId: z.string().optional(),
    })
    .nullable(),
  /** What the credentials allowed when they were last checked; null when they never were. */
  check: z.object({ at: Moment, findings: z.array(JiraFinding) }).nullable(),
  /** An app of Forge is registered, installed or not. */
  hasForgeApp: z.boolean(),
  sending: SendingProgress,
});
export type JiraSiteSummary = z.infer<typeof JiraSiteSummary>;

/** "OAuth credentials" made in Jira, with which development information is sent. */
export const JiraOAuth = z.object({ clientId: z.string().trim().min(1).max(500), clientSecret: SecretText });

const email = z.string().trim().min(3).max(254);

/** An account with which the site is read and written to, by the kind of its token. */
export const JiraAccount = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('api-token'), email, token: SecretText }),
  z.object({ kind: z.literal('scoped-api-token'), email: email.optional(), token: SecretText }),
  z.object({ kind: z.literal('personal-access-token'), token: SecretText }),
  /** OAuth credentials of a service account. */
  z.object({
    kind: z.literal('service-account'),
    clientId: z.string().trim().min(1).max(500),
    clientSecret: SecretText,
  }),
]);

export type JiraAccountInput = z.input<typeof JiraAccount>;

export const JiraSiteList = z.object({ jiraSites: z.array(JiraSiteSummary) });
export type JiraSiteList = z.infer<typeof JiraSiteList>;

/** Repositories in the details of a site. */
export const siteRepositoriesShown = 100;

export const JiraSiteDetails = JiraSiteSummary.extend({
  /** Projects the site is known to have; null while nobody could ask it. */
  projectKeys: z.array(z.string()).nullable(),
  /** That the site may see. */
  repositoryCount: Count,
  /** At most 100: those with most that waits or was refused. */
  repositories: z.array(z.object({ id: Id, name: z.string(), sent: Count, waiting: Count, refused: Count })),
  /** Keys that Jira did not know, at most 100; they are sent again when the issue appears. */
  unknownKeys: z.array(z.string()),
});
export type JiraSiteDetails = z.infer<typeof JiraSiteDetails>;

export const NewJiraSite = z
  .object({
    name: z.string().trim().min(1).max(200),
    /** `https://example.atlassian.net` */
    siteUrl: z.url().max(2000),
    /** Atlassian's own when left out. */
    apiUrl: z.url().max(2000).optional(),
    /** Of OAuth credentials, both or none. */
    clientId: z.string().trim().min(1).max(500).optional(),
    clientSecret: SecretText.optional(),
    account: JiraAccount.optional(),
  })
  .refine(
    ({ clientId, clientSecret, account }) =>
      (clientId === undefined) === (clientSecret === undefined) && (clientId !== undefined || account !== undefined),
    'needs a client id with its secret, an account, or all of them',
  );

/** What Jira did not take, with its words. */
export const RefusedList = z.object({
  /** At most 200. */
  refused: z.array(
    z.object({
      kind: z.enum(['commit', 'branch', 'pull-request']),
      /** Commit hash or branch name. */
      name: z.string(),
      message: z.string().nullable(),
      repositoryId: Id,
      repositoryName: z.string(),
    }),
  ),
});
export type RefusedList = z.infer<typeof RefusedList>;

/** What is withdrawn from Jira when a site goes. */
export const JiraSiteRemoval = z.object({ entries: Count });
export type JiraSiteRemoval = z.infer<typeof JiraSiteRemoval>;
