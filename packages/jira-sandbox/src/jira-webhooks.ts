/** Webhooks as an administrator sets them up in Jira's settings: told by hand, so that a test decides when. */

import { createHmac, randomUUID } from 'node:crypto';
import type { Issues } from './issues.ts';

/** What Jira tells of. */
export type JiraWebhookEvent =
  | 'jira:issue_created'
  | 'jira:issue_updated'
  | 'jira:issue_deleted'
  | 'project_created'
  | 'project_updated'
  | 'project_deleted';

export interface JiraWebhook {
  readonly url: string;
  /** Undefined: nothing is signed. */
  readonly secret?: string;
}

/** What was sent, for sending it again. */
export interface SentWebhook {
  /** The same each time it is sent again. */
  readonly identifier: string;
  readonly body: string;
  /** Of each address, in the order they were registered; undefined when nobody answered. */
  readonly statuses: readonly (number | undefined)[];
}

export interface JiraWebhooks {
  register(webhook: JiraWebhook): void;
  forget(url: string): void;
  /**
   * Tells every address. @param key of the issue, or of the project in project events
   * @param formerKey the key an issue had before it was moved
   */
  tell(event: JiraWebhookEvent, key: string, formerKey?: string): Promise<SentWebhook>;
  /** Once more, as Jira does when it was not answered with 2xx. */
  tellAgain(sent: SentWebhook): Promise<SentWebhook>;
}

export function createJiraWebhooks(issues: Issues, siteUrl: () => string, now: () => Date): JiraWebhooks {
  const registered: JiraWebhook[] = [];

  async function send(identifier: string, body: string, retry: number): Promise<SentWebhook> {
    const statuses = await Promise.all(
      registered.map(async ({ url, secret }) => {
        const signature = createHmac('sha256', secret ?? '')
          .update(body)
          .digest('hex');
        const headers = {
          'content-type': 'application/json; charset=UTF-8',
          'user-agent': 'Atlassian Webhook HTTP Client',
          'x-atlassian-webhook-identifier': identifier,
          'x-atlassian-webhook-flow': 'Primary',
          ...(retry === 0 ? {} : { 'x-atlassian-webhook-retry': String(retry) }),
          ...(secret === undefined ? {} : { 'x-hub-signature': `sha256=${signature}` }),
        };
        const answer = await fetch(url, { method: 'POST', headers, body, redirect: 'manual' }).catch(() => undefined);
        await answer?.arrayBuffer();
        return answer?.status;
      }),
    );
    return { identifier, body, statuses };
  }

  return {
    register: (webhook) => void registered.push(webhook),
    forget(url) {
      registered.splice(0, registered.length, ...registered.filter((webhook) => webhook.url !== url));
    },
    tell(event, key, formerKey) {
      const subject = event.startsWith('project_') ? projectPart(issues, key) : issuePart(issues, siteUrl(), key);
      const items = formerKey === undefined ? [] : [keyChange(formerKey, key)];
      const body = JSON.stringify({
        timestamp: now().getTime(),
        webhookEvent: event,
        ...subject,
        ...(items.length === 0 ? {} : { changelog: { id: '1', items } }),
      });
      return send(randomUUID(), body, 0);
    },
    tellAgain: ({ identifier, body }) => send(identifier, body, 1),
  };
}

function issuePart(issues: Issues, siteUrl: string, key: string) {
  const issue = issues.find(key);
  const projectKey = key.slice(0, key.lastIndexOf('-'));
  const project = { key: projectKey, name: issues.project(projectKey)?.name ?? projectKey };
  // Of a deleted issue Jira still tells what it was.
  const { id, summary, status } = issue ?? { id: '0', summary: '', status: 'To Do' };
  return {
    issue: {
      id,
      key,
      self: `${siteUrl}/rest/api/2/issue/${id}`,
      fields: { summary, status: { name: status }, project, issuetype: { name: 'Task' } },
    },
  };
}

function projectPart(issues: Issues, key: string) {
  return { project: { id: 10_000, key, name: issues.project(key)?.name ?? key } };
}

function keyChange(from: string, to: string) {
  return { field: 'Key', fieldtype: 'jira', from: null, fromString: from, to: null, toString: to };
}
