/** The webhook with which a Jira site tells us what happens to its issues. */

import type { JiraSiteId } from '@branchline/domain';
import { z } from 'zod';
import { Moment, Nothing, idOf } from './fields.ts';
import { act, remove, show, type Route } from './route.ts';

const jiraSite = z.object({ id: idOf<JiraSiteId>() });

export const JiraWebhook = z.object({
  url: z.string(),
  madeAt: Moment,
  /** When Jira last told anything, by this webhook or through the Forge app; null: it never has. */
  lastEventAt: Moment.nullable(),
  /** What an administrator of Jira does, one step each. */
  steps: z.array(z.string()),
});
export type JiraWebhook = z.infer<typeof JiraWebhook>;

/** With its secret, which is shown this once. */
export const NewJiraWebhook = JiraWebhook.extend({ secret: z.string() });
export type NewJiraWebhook = z.infer<typeof NewJiraWebhook>;

/** Null when none was made: then Branchline asks Jira every few minutes, if it has an account there. */
export const JiraWebhookStanding = z.object({ webhook: JiraWebhook.nullable() });
export type JiraWebhookStanding = z.infer<typeof JiraWebhookStanding>;

export const jiraWebhookRoutes = {
  /** When there is one already it gets a new secret. */
  makeJiraWebhook: {
    ...act,
    path: '/api/v1/jira-sites/:id/webhook',
    params: jiraSite,
    status: 201,
    response: NewJiraWebhook,
  },
  showJiraWebhook: {
    ...show,
    path: '/api/v1/jira-sites/:id/webhook',
    params: jiraSite,
    response: JiraWebhookStanding,
  },
  /** The one before stays good for a day. 404 when there is no webhook. */
  changeJiraWebhookSecret: {
    ...act,
    path: '/api/v1/jira-sites/:id/webhook/secret',
    params: jiraSite,
    response: NewJiraWebhook,
  },
  forgetJiraWebhook: {
    ...remove,
    path: '/api/v1/jira-sites/:id/webhook',
    params: jiraSite,
    status: 204,
    response: Nothing,
  },
} as const satisfies Readonly<Record<string, Route>>;
