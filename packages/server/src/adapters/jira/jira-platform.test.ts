/** Projects and issues, read with each kind of token from the sandbox. */

import { Secret, type IssueKey } from '@branchline/domain';
import { afterEach, describe, expect, it } from 'vitest';
import type { JiraSite } from '../../ports/jira-site.ts';
import type { TokenCredential } from './ask-platform.ts';
import { failureOf } from '../../test-support/failure-of.ts';
import { startTestJira, type TestJira, type TestJiraOptions } from '../../test-support/start-test-jira.ts';

let jira: TestJira;

afterEach(() => jira.stop());

const kinds = ['api-token', 'scoped-api-token', 'personal-access-token'] as const;

function credentialOf(kind: (typeof kinds)[number]): TokenCredential {
  const { apiToken, scopedApiToken, personalAccessToken, people } = jira.sandbox;
  const email = people[0]?.email ?? '';
  if (kind === 'api-token') return { kind, email, token: new Secret(apiToken) };
  if (kind === 'scoped-api-token') return { kind, email, token: new Secret(scopedApiToken) };
  return { kind, token: new Secret(personalAccessToken) };
}

async function startAs(kind: (typeof kinds)[number], options: TestJiraOptions = {}): Promise<Required<JiraSite>> {
  jira = await startTestJira(options);
  return jira.siteFor(credentialOf(kind)) as Required<JiraSite>;
}

function keys(...names: readonly string[]): readonly IssueKey[] {
  return names as readonly IssueKey[];
}

function issuesOf(count: number) {
  return Array.from({ length: count }, (_, at) => ({ key: `DEMO-${at + 1}`, summary: `Issue ${at + 1}` }));
}

describe.each(kinds)('with the token of kind %s', (kind) => {
  it('the account, projects and issues can be read', async () => {
    const { account, projects, issues } = await startAs(kind);
    jira.sandbox.renameProject('DEMO', 'SHOW');
    expect(await account.whoAmI()).toBe('sandbox-1');
    expect(await projects.all()).toEqual([{ key: 'SHOW', name: 'Demo', formerKeys: ['DEMO'] }]);
    const { found, missing } = await issues.read(keys('SHOW-1', 'DEMO-2', 'NONE-3'));
    expect(Object.fromEntries(found)).toMatchObject({
      'SHOW-1': { key: 'SHOW-1', summary: 'Issue SHOW-1 of Demo', type: 'Task', status: 'To Do' },
      'DEMO-2': { key: 'SHOW-2' },
    });
    expect(missing).toEqual(['NONE-3']);
  });

  it('a revoked token is refused with the remedy, and never shown', async () => {
    const { issues } = await startAs(kind);
    const { token } = credentialOf(kind);
    jira.sandbox.revoke(token.reveal());
    const failure = await failureOf(issues.read(keys('DEMO-1')));
    expect(failure.kind).toBe('unauthorized');
    expect(failure.message).toMatch(/Make a new/);
    expect(failure.message).not.toContain(token.reveal());
  });
});

it('a token with scopes is also taken alone, as service accounts send it', async () => {
  jira = await startTestJira();
  const token = new Secret(jira.sandbox.scopedApiToken);
  const site = jira.siteFor({ kind: 'scoped-api-token', email: undefined, token });
  expect(await site.account?.whoAmI()).toBe('sandbox-1');
});

it('a token entered as the wrong kind is refused, and the remedy names the other', async () => {
  jira = await startTestJira();
  const { apiToken, scopedApiToken, people } = jira.sandbox;
  const email = people[0]?.email ?? '';
  const scoped = jira.siteFor({ kind: 'api-token', email, token: new Secret(scopedApiToken) });
  expect((await failureOf(scoped.account!.whoAmI())).message).toContain('enter it as a token with scopes');
  const plain = jira.siteFor({ kind: 'scoped-api-token', email, token: new Secret(apiToken) });
  expect((await failureOf(plain.account!.whoAmI())).message).toContain('enter it as a token without scopes');
});

it('projects are walked to the last page', async () => {
  const many = Array.from({ length: 250 }, (_, at) => ({ key: `P${String(at).padStart(3, '0')}`, name: `${at}` }));
  const { projects } = await startAs('api-token', { projects: many });
  expect((await projects.all()).map(({ key }) => key)).toEqual(many.map(({ key }) => key));
});

describe('issues in bulk', () => {
  it('are asked for by the hundred', async () => {
    const { issues } = await startAs('api-token', { issues: issuesOf(150) });
    const wanted = keys(...Array.from({ length: 250 }, (_, at) => `DEMO-${at + 1}`));
    const { found, missing } = await issues.read(wanted);
    expect([found.size, missing.length]).toEqual([150, 100]);
    expect(jira.sandbox.requests.map(({ path }) => path)).toEqual(Array(3).fill('/rest/api/3/issue/bulkfetch'));
  });

  it('follow moved ones, and ask one by one only for those that moved', async () => {
    const { issues } = await startAs('api-token', { issues: issuesOf(3) });
    jira.sandbox.moveIssue('DEMO-2', 'ELSE-9');
    const { found, missing } = await issues.read(keys('DEMO-1', 'DEMO-2', 'DEMO-7'));
    expect([...found].map(([asked, { key }]) => [asked, key])).toEqual([
      ['DEMO-1', 'DEMO-1'],
      ['DEMO-2', 'ELSE-9'],
    ]);
    expect(missing).toEqual(['DEMO-7']);
    expect(jira.sandbox.requests).toHaveLength(2);
  });

  it('need no question for no key', async () => {
    const { issues } = await startAs('api-token');
    expect(await issues.read([])).toEqual({ found: new Map(), missing: [] });
    expect(jira.sandbox.requests).toEqual([]);
  });
});
