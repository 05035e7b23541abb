/** The projects of a Jira site: what they are called, whose smart commits run, and what they see. */

import type { JiraSiteId, SmartCommitProcessor } from '@branchline/domain';
import { z } from 'zod';
import { Count, idOf } from './fields.ts';
import { show, type Route } from './route.ts';

/** Projects on one page unless asked otherwise, and at most. */
export const jiraProjectPageSize = { usual: 50, most: 200 } as const;

export const JiraProject = z.object({
  key: z.string(),
  /** Null while Jira has not told it. */
  name: z.string().nullable(),
  /** Keys it had before; in git they mean this project. */
  formerKeys: z.array(z.string()),
  /** Who runs the commands of its smart commits. */
  processor: z.enum(['jira', 'branchline', 'off'] satisfies SmartCommitProcessor[]),
  /** Associations that let it see something: of integrations, and of repositories that have one of their own. */
  seenBy: z.object({ integrations: Count, repositories: Count }),
});
export type JiraProject = z.infer<typeof JiraProject>;

export const JiraProjectPage = z.object({
  /** By key. */
  projects: z.array(JiraProject),
  /** Pass it as `after` for the next page; null at the end. */
  next: z.string().nullable(),
  /** How many match. */
  total: Count,
  /** False while nobody could ask the site which projects it has. */
  isKnown: z.boolean(),
});
export type JiraProjectPage = z.infer<typeof JiraProjectPage>;

export const JiraProjectQuery = z.object({
  /** The beginning of a key, present or former, or part of a name; in any case. */
  search: z.string().trim().max(255).optional(),
  after: z.string().max(255).optional(),
  limit: z.coerce.number<number | string>().int().min(1).max(jiraProjectPageSize.most).optional(),
});

export const jiraProjectRoutes = {
  listJiraProjects: {
    ...show,
    path: '/api/v1/jira-sites/:id/projects',
    params: z.object({ id: idOf<JiraSiteId>() }),
    query: JiraProjectQuery,
    response: JiraProjectPage,
  },
} as const satisfies Readonly<Record<string, Route>>;
