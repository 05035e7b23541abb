/** Accounts of the Jira sandbox, by the kind of their token, for tests that ask and write as somebody. */

import { Secret, type JiraAccountCredential } from '@branchline/domain';
import type { JiraSandbox } from '@branchline/jira-sandbox';

/** Each kind has its own address; the last is Jira Data Center's. */
export const jiraTokenKinds = ['api-token', 'scoped-api-token', 'personal-access-token'] as const;
export type JiraTokenKind = (typeof jiraTokenKinds)[number];

/** The credential of one of the sandbox's people; of the first when nobody is named. */
export function jiraAccountOf(sandbox: JiraSandbox, kind: JiraTokenKind, accountId?: string): JiraAccountCredential {
  const person = sandbox.people.find((each) => accountId === undefined || each.accountId === accountId);
  if (person === undefined) throw new Error(`The sandbox knows no ${accountId}.`);
  const token = new Secret(sandbox.tokenFor(person.accountId, kind));
  return kind === 'personal-access-token' ? { kind, token } : { kind, email: person.email, token };
}

/** What stands at a path of the sandbox's platform API, for the first of its people: `/issue/DEMO-1/comment`. */
export async function readAtJira(sandbox: JiraSandbox, kind: JiraTokenKind, path: string): Promise<unknown> {
  const isDataCenter = kind === 'personal-access-token';
  const token = sandbox.tokenFor(sandbox.people[0]?.accountId ?? '', kind);
  const base = isDataCenter ? `${sandbox.url}/rest/api/2` : `${sandbox.url}/ex/jira/${sandbox.cloudId}/rest/api/3`;
  const address = kind === 'api-token' ? `${sandbox.url}/rest/api/3` : base;
  const basic = Buffer.from(`${sandbox.people[0]?.email}:${token}`).toString('base64');
  const authorization = isDataCenter ? `Bearer ${token}` : `Basic ${basic}`;
  const response = await fetch(`${address}${path}`, { headers: { authorization } });
  if (!response.ok) throw new Error(`${path} answered ${response.status}.`);
  return response.json();
}
