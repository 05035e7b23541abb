/** The webhook of a Jira site at the door: made, shown with its steps, given a new secret, forgotten. */

import type { JiraWebhook } from '@branchline/contract';
import { nameOfPrincipal, type JiraSiteId } from '@branchline/domain';
import {
  forgetIssueWebhook,
  giveIssueWebhook,
  issueWebhook,
  type IssueWebhookDeps,
  type IssueWebhookView,
  type NewIssueWebhook,
} from '../../features/issues/issue-webhook.ts';
import type { Caller } from '../../ports/caller.ts';
import type { Handlers } from '../mount-routes.ts';
import { notFound } from '../problems.ts';

export type JiraWebhookHandlersDeps = IssueWebhookDeps;

type Names = 'makeJiraWebhook' | 'showJiraWebhook' | 'changeJiraWebhookSecret' | 'forgetJiraWebhook';

function present({ url, madeAt, lastEventAt, steps }: IssueWebhookView): JiraWebhook {
  return {
    url,
    madeAt: madeAt.toISOString(),
    lastEventAt: lastEventAt?.toISOString() ?? null,
    steps: [...steps],
  };
}

function presentNew(given: NewIssueWebhook) {
  return { ...present(given), secret: given.secret.reveal() };
}

export function jiraWebhookHandlers(deps: JiraWebhookHandlersDeps): Pick<Handlers, Names> {
  async function give(caller: Caller, id: JiraSiteId, what: string) {
    const given = await giveIssueWebhook(deps, id);
    if (given === undefined) throw notFound('Jira site');
    await note(caller, id, what);
    return presentNew(given);
  }
  async function note({ principal }: Caller, id: JiraSiteId, what: string): Promise<void> {
    const who = nameOfPrincipal(principal);
    await deps.store.auditLog.add({ who, what, about: `jira-site/${id}`, origin: 'api', result: 'done', note: '' });
  }
  async function standingOf(id: JiraSiteId): Promise<IssueWebhookView | undefined> {
    if ((await deps.store.jiraSites.get(id)) === undefined) throw notFound('Jira site');
    return issueWebhook(deps, id);
  }
  return {
    makeJiraWebhook: async ({ caller, params }) => give(caller, params.id, 'jira-webhook/make'),
    showJiraWebhook: async ({ params }) => {
      const webhook = await standingOf(params.id);
      return { webhook: webhook === undefined ? null : present(webhook) };
    },
    changeJiraWebhookSecret: async ({ caller, params }) => {
      if ((await standingOf(params.id)) === undefined) throw notFound('webhook of a Jira site');
      return give(caller, params.id, 'jira-webhook/secret');
    },
    forgetJiraWebhook: async ({ caller, params }) => {
      await standingOf(params.id);
      await forgetIssueWebhook(deps, params.id);
      await note(caller, params.id, 'jira-webhook/forget');
    },
  };
}
