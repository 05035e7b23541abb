/** Jira sites: where development information is sent, and how that stands. */

import { z } from 'zod';
import { Count, Id, Moment, SecretText } from './fields.ts';

/** Sending in numbers: entries are commits, branches and pull requests. */
export const SendingProgress = z.object({
  sent: Count,
  waiting: Count,
  refused: Count,
  /** Why nothing is sent at the moment; null when it is not paused. */
  pausedBecause: z.string().nullable(),
  lastFailure: z.object({ at: Moment, message: z.string() }).nullable(),
});
export type SendingProgress = z.infer<typeof SendingProgress>;

export const JiraSiteSummary = z.object({
  id: Id,
  name: z.string(),
  siteUrl: z.string(),
  apiUrl: z.string(),
  cloudId: z.string(),
  clientId: z.string(),
  sending: SendingProgress,
});
export type JiraSiteSummary = z.infer<typeof JiraSiteSummary>;

export const JiraSiteList = z.object({ jiraSites: z.array(JiraSiteSummary) });
export type JiraSiteList = z.infer<typeof JiraSiteList>;

export const JiraSiteDetails = JiraSiteSummary.extend({
  /** Projects the site is known to have; null while nobody could ask it. */
  projectKeys: z.array(z.string()).nullable(),
  repositories: z.array(z.object({ id: Id, name: z.string(), sent: Count, waiting: Count, refused: Count })),
  /** Keys that Jira did not know, at most 100; they are sent again when the issue appears. */
  unknownKeys: z.array(z.string()),
});
export type JiraSiteDetails = z.infer<typeof JiraSiteDetails>;

export const NewJiraSite = z.object({
  name: z.string().trim().min(1).max(200),
  /** `https://example.atlassian.net` */
  siteUrl: z.url().max(2000),
  /** Atlassian's own when left out. */
  apiUrl: z.url().max(2000).optional(),
  clientId: z.string().trim().min(1).max(500),
  clientSecret: SecretText,
});

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
