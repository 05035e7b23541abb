/** Members of Branchline at the doors of issues: they see what their account at Jira may see, once it is known. */

import { IssueDevelopment, IssuePage, routes } from '@branchline/contract';
import type { AtlassianAccountId, JiraSiteId } from '@branchline/domain';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeApiToken } from '../features/accounts/api-tokens.ts';
import { changeAccount } from '../features/accounts/manage-accounts.ts';
import { startSession } from '../features/accounts/sessions.ts';
import { joinByJiraCode, makeJiraCode } from '../features/people/own-account.ts';
import type { Caller } from '../ports/caller.ts';
import { hiddenHash, marksIn, openIssueDoors, routesFor, type IssueDoors } from '../test-support/issue-doors-house.ts';
import { routeCases } from '../test-support/route-cases.ts';
import type { TestServer } from '../test-support/test-server.ts';
import { sessionCookie } from './authenticate.ts';

/** Accounts of Branchline, by the account at Jira that each is joined with, at the site of that number. */
const members: Readonly<Record<string, readonly [accountId: string, site: number] | undefined>> = {
  'a member whom nobody knows at Jira': undefined,
  'a member who may see it': ['sees', 1],
  'a member who may not see it': ['somebody without Browse', 1],
  'a member of another site': ['sees', 2],
};
const hiddenFromMembers = Object.keys(members).filter((name) => name !== 'a member who may see it');
const callers: Record<string, Caller> = {};

let test: TestServer;
let doors: IssueDoors;
let ask: IssueDoors['ask'];

async function addMembers(): Promise<void> {
  const { store, clock } = test.deps;
  const [site] = await store.jiraSites.list();
  if (site === undefined) throw new Error('There is no Jira site.');
  await store.jiraSites.add({ ...site, name: 'Other', clientId: 'other' });
  for (const [name, known] of Object.entries(members)) {
    const account = await store.accounts.add({ login: name, name, role: 'member', passwordHash: undefined });
    if (account === undefined) throw new Error(`There is a ${name} already.`);
    const principal = { kind: 'account', accountId: account.id, role: 'member' } as const;
    callers[name] = { principal, jiraViewer: undefined };
    if (known === undefined) continue;
    const [accountId, jiraSiteId] = [known[0] as AtlassianAccountId, known[1] as JiraSiteId];
    const { code } = await makeJiraCode(test.deps, { kind: 'jira-user', jiraSiteId, accountId });
    expect(await joinByJiraCode({ store, clock, randomToken: test.deps.randomToken }, account, code)).toBe(jiraSiteId);
  }
}

beforeAll(async () => {
  doors = await openIssueDoors(callers);
  ({ test, ask } = doors);
  await addMembers();
});
afterAll(() => doors.stop());

describe('an account of Branchline', () => {
  it('that is known to be somebody at Jira sees what that account may see', async () => {
    const as = 'a member who may see it';
    const shown = await ask(routes.showIssueDevelopment, '/ABC-1/development', as);
    const { key, repositories } = IssueDevelopment.parse(shown.json());
    expect([key, repositories.flatMap(({ commits }) => commits.map((commit) => commit.hash))]).toEqual([
      'ABC-1',
      [hiddenHash],
    ]);
    const list = await ask(routes.listIssues, '', as);
    expect(IssuePage.parse(list.json()).issues.map((issue) => issue.key)).toEqual(['ABC-1']);
  });

  it('whom nobody knows at Jira is told how to be known, whatever they ask for', async () => {
    const list = await ask(routes.listIssues, '', 'a member whom nobody knows at Jira');
    expect([list.statusCode, list.json()]).toEqual([200, { issues: [], next: null }]);
    for (const key of ['ABC-1', 'ABC-404']) {
      const answer = await ask(
        routes.showIssueDevelopment,
        `/${key}/development`,
        'a member whom nobody knows at Jira',
      );
      expect(answer).toMatchObject({
        statusCode: 403,
        body: expect.stringContaining('Show it on your profile page') as string,
      });
    }
  });

  it.each(hiddenFromMembers)('%s finds nothing at any door', async (as) => {
    for (const [name, route] of routesFor('viewer')) {
      const { path = '', body } = routeCases[name];
      const answer = await ask(route, path, as, body?.(test));
      expect([name, marksIn(answer.body)]).toEqual([name, []]);
    }
    const list = await ask(routes.listIssues, '', as);
    expect([list.statusCode, list.json()]).toEqual([200, { issues: [], next: null }]);
  });

  it('that may not see it is answered as about an issue that is not there', async () => {
    const answers = await Promise.all(
      ['ABC-1', 'ABC-404'].map((key) =>
        ask(routes.showIssueDevelopment, `/${key}/development`, 'a member who may not see it'),
      ),
    );
    const [hidden, absent] = answers.map(({ statusCode, body }) => [statusCode, body.replaceAll('ABC-404', 'ABC-1')]);
    expect(hidden).toEqual(absent);
    expect(hidden?.[0]).toBe(404);
  });

  it('that is disabled is let in nowhere, by its session or its token', async () => {
    const { store } = test.deps;
    const account = await store.accounts.byLogin('a member who may see it');
    if (account === undefined) throw new Error('There is no such account.');
    const place = { browser: 'Firefox', address: '192.0.2.1' };
    const { token: session } = await startSession(test.deps, account, place);
    const by = { who: 'administrator', origin: 'api' };
    const wish = { name: 'CI', scope: 'read', expiresAt: undefined } as const;
    const { token } = await makeApiToken(test.deps, by, account.id, wish);
    const ways = [{ cookie: `${sessionCookie}=${session.reveal()}` }, { authorization: `Bearer ${token.reveal()}` }];
    const statuses = async () => {
      const url = '/api/v1/issues';
      return Promise.all(ways.map(async (headers) => (await test.server.inject({ url, headers })).statusCode));
    };
    const before = await statuses();
    await changeAccount(test.deps, by, account.id, { isDisabled: true });
    expect([before.includes(401), await statuses()]).toEqual([false, [401, 401]]);
  });
});
