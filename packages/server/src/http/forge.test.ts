/** The doors below /forge, called as Forge calls them, over a real connection. */

import type { IssueKey, ProjectKey } from '@branchline/domain';
import type { ForgeInvocation, SpoiledToken } from '@branchline/jira-sandbox';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startSession } from '../features/accounts/sessions.ts';
import { branchOf, linksTo } from '../test-support/example-rows.ts';
import { openForgeHouse, type ForgeHouse } from '../test-support/forge-house.ts';
import { sessionCookie } from './authenticate.ts';

let house: ForgeHouse;
let forge: ForgeHouse['sandbox']['forge'];

// One for all: each test leaves the app installed and its tokens good.
beforeAll(async () => {
  house = await openForgeHouse({ withAccount: true });
  ({ forge } = house.sandbox);
});
afterAll(() => house.close());

const demoOnly = ['DEMO'] as readonly string[] as readonly ProjectKey[];

function lastWarning(): unknown {
  return house.warnings.at(-1)?.because;
}

const doors: readonly (readonly [string, Omit<ForgeInvocation, 'as'>])[] = [
  ['events', { path: '/forge/events', body: { payload: {} } }],
  ['tick', { path: '/forge/tick', body: {} }],
  ['jql', { path: '/forge/jql', body: {} }],
  ['the list of issues', { path: '/forge/api/v1/issues' }],
  ['an issue', { path: '/forge/api/v1/issues/DEMO-1/development' }],
];

it('nothing is let in before the app is registered', async () => {
  expect((await forge.tick()).status).toBe(401);
  expect(lastWarning()).toBe('No Forge app is registered here.');
  await house.register();
  expect((await forge.tick()).status).toBe(202);
});

const forgeries: readonly (readonly [SpoiledToken, string])[] = [
  [{ signing: 'none' }, 'It is not signed the way Forge signs.'],
  [{ signing: 'RS256-by-another-key' }, 'Its signature is wrong.'],
  [{ claims: { exp: 1 } }, 'It has ended.'],
  [{ claims: { aud: 'ari:cloud:ecosystem::app/other' } }, 'It was made for another app than those registered here.'],
  [{ claims: { context: { cloudId: 'elsewhere' } } }, 'It comes from a Jira site for which its app is not registered.'],
];

it.each(doors)(
  'the door of %s stays closed for forged tokens, for none, and for our own',
  async (_name, invocation) => {
    for (const [spoil, because] of forgeries) {
      const answer = await forge.invoke({ ...invocation, spoil });
      expect(answer).toMatchObject({ status: 401, body: { title: 'Not a genuine call of Forge' } });
      // Whoever forges learns nothing.
      expect(JSON.stringify(answer.body)).not.toContain(because);
      expect(lastWarning()).toBe(because);
    }
    for (const authorization of ['', 'Basic eA==', 'Bearer access-token-of-these-tests-0123456789']) {
      expect((await forge.invoke({ ...invocation, headers: { authorization } })).status).toBe(401);
    }
  },
);

describe('an issue for somebody in Jira', () => {
  const path = '/forge/api/v1/issues/DEMO-1/development';
  const [ada] = [{ accountId: 'ada-1', name: 'Ada', email: 'ada@example.com' }];

  it('is shown to who may see it, by their own token, and to nobody else', async () => {
    const { store } = house.deps;
    house.sandbox.addIssue({ key: 'DEMO-1', summary: 'One' });
    const rows = [{ branch: branchOf('feature/DEMO-1', 1), links: linksTo('DEMO-1') }];
    await store.development.saveBranches(house.repositoryId, rows, [], true);
    const answer = await forge.invoke({ as: ada, issue: 'DEMO-1', path });
    expect(answer).toMatchObject({
      status: 200,
      body: { key: 'DEMO-1', repositories: [{ name: 'team/code', branches: [{ name: 'feature/DEMO-1' }] }] },
    });
    house.sandbox.forbid(['BROWSE_PROJECTS'], { person: 'ada-1' });
    house.advance(61_000);
    expect((await forge.invoke({ as: ada, issue: 'DEMO-1', path })).status).toBe(404);
    house.sandbox.permit(['BROWSE_PROJECTS'], { person: 'ada-1' });
    house.advance(61_000);
    expect((await forge.invoke({ as: ada, issue: 'DEMO-1', path })).status).toBe(200);
  });

  it('is not for a call behind which nobody sits', async () => {
    expect((await forge.invoke({ path })).status).toBe(401);
  });

  it("is all there is: the administrator's routes are not below /forge", async () => {
    expect((await forge.invoke({ as: ada, path: '/forge/api/v1/jira-sites' })).status).toBe(404);
    expect((await forge.invoke({ as: ada, path: '/api/v1/jira-sites' })).status).toBe(401);
  });
});

describe('events', () => {
  async function waiting() {
    return (await house.deps.store.issueWatches.waitingEvents(house.siteId, 100)).map(({ event }) => event);
  }
  async function clear() {
    const events = await house.deps.store.issueWatches.waitingEvents(house.siteId, 100);
    await house.deps.store.issueWatches.markFollowed(
      events.map(({ id }) => id),
      house.deps.clock.now(),
    );
  }

  it('are safe before they are answered, and count once however often they come', async () => {
    for (const retry of [0, 1, 2]) expect((await forge.tellIssue('created', 'DEMO-5', retry)).status).toBe(202);
    expect(await waiting()).toEqual([
      {
        kind: 'changed',
        issue: { id: '10000', key: 'DEMO-5', summary: 'DEMO-5', type: '', status: '' },
        formerKeys: [],
        at: expect.anything() as unknown,
      },
    ]);
    await clear();
    const jobs = await house.deps.store.jobs.list(100);
    expect(jobs.filter(({ name }) => name === 'follow-issue-events')).toHaveLength(1);
  });

  it.each([
    [{ eventType: 'avi:jira:deleted:issue', issue: { id: 7, key: 'demo-8' } }, [{ kind: 'deleted', key: 'DEMO-8' }]],
    [
      {
        eventType: 'avi:jira:updated:issue',
        issue: {
          id: '7',
          key: 'DEMO-9',
          fields: {
            summary: 'Moved',
            issuetype: { name: 'Bug' },
            status: { name: 'Done' },
            updated: '2026-03-01T10:00:00.000+0000',
          },
        },
        changelog: { items: [{ field: 'Key', fromString: 'OLD-9' }, { field: 'status' }] },
      },
      [
        {
          kind: 'changed',
          issue: { id: '7', key: 'DEMO-9', summary: 'Moved', type: 'Bug', status: 'Done' },
          formerKeys: ['OLD-9'],
          at: '2026-03-01T10:00:00.000Z',
        },
      ],
    ],
    [{ eventType: 'avi:jira:updated:project', project: { id: 1 } }, [{ kind: 'projects' }]],
    [{ eventType: 'avi:jira:viewed:issue', issue: { id: '7', key: 'DEMO-9' } }, []],
    [{ id: 'installation', app: { id: 'x', version: '1' } }, []],
  ])('say what happened: %#', async (payload, expected) => {
    for (const body of [{ payload }, payload]) {
      expect((await forge.invoke({ path: '/forge/events', body })).status).toBe(202);
    }
    const events = JSON.parse(JSON.stringify(await waiting())) as unknown;
    expect(events).toEqual(expected);
    await clear();
  });

  it('that are none are refused in words', async () => {
    for (const body of [[], 'text', { payload: { issue: 7 } }]) {
      expect(await forge.invoke({ path: '/forge/events', body })).toMatchObject({ status: 400 });
    }
  });
});

describe('functions for JQL', () => {
  it('name the issues of a branch, of associated projects only, and never an empty list', async () => {
    const { store } = house.deps;
    const rows = [
      { branch: branchOf('release', 1), links: linksTo('DEMO-2', 'DEMO-3', 'OTHER-1') },
      { branch: branchOf('else', 2), links: linksTo('DEMO-4') },
    ];
    await store.development.saveBranches(house.repositoryId, rows, [], true);
    const answer = await forge.evaluate('/forge/jql/gitIssuesInBranch', ['release']);
    expect(answer.status).toBe(200);
    const { jql } = answer.body as { readonly jql: string };
    expect(jql.match(/"[^"]+"/g)?.toSorted()).toEqual(['"DEMO-2"', '"DEMO-3"', '"OTHER-1"']);
    expect((await forge.evaluate('/forge/jql/gitIssuesInBranch', ['release'], 'not in')).body).toMatchObject({
      jql: jql.replace('issue in', 'issue not in'),
    });
    const none = await Promise.all(
      ['in', 'not_in'].map((operator) => forge.evaluate('/forge/jql/gitIssuesInBranch', ['nowhere'], operator)),
    );
    expect(none.map(({ body }) => (body as { readonly jql: string }).jql)).toEqual([
      'created is EMPTY',
      'created is not EMPTY',
    ]);
    await associate(demoOnly);
    expect((await forge.evaluate('/forge/jql/gitIssuesInBranch', ['release'])).body).not.toMatchObject({
      jql: expect.stringContaining('OTHER') as unknown,
    });
    await associate([]);
    expect((await forge.evaluate('/forge/jql/gitIssuesInBranch', ['release'])).body).toEqual({
      jql: 'created is EMPTY',
    });
    await associate('all');
  });

  it('name the issues of a repository by its whole name or the last part, without those that Jira does not know', async () => {
    const { store } = house.deps;
    await store.pushes.rememberUnknownKeys(house.siteId, ['DEMO-4' as IssueKey], house.deps.clock.now());
    for (const name of ['team/code', 'CODE']) {
      const { body } = await forge.evaluate('/forge/jql/gitIssuesInRepository', [name]);
      expect((body as { readonly jql: string }).jql).toContain('"DEMO-2"');
      expect((body as { readonly jql: string }).jql).not.toContain('"DEMO-4"');
    }
    expect((await forge.evaluate('/forge/jql/gitIssuesInRepository', ['ode'])).body).toEqual({
      jql: 'created is EMPTY',
    });
  });

  it('are known by the module that asks, or say what is missing', async () => {
    const clause = { operator: 'in', arguments: ['release'] };
    const asked = { path: '/forge/jql', body: { payload: { clause } } };
    expect((await forge.invoke({ ...asked, moduleKey: 'jql-branch' })).status).toBe(200);
    expect((await forge.invoke(asked)).status).toBe(400);
    expect((await forge.evaluate('/forge/jql/gitIssuesInBranch', [])).status).toBe(400);
    expect((await forge.evaluate('/forge/jql/gitIssuesInBranch', ['a'], '~')).status).toBe(400);
  });

  async function associate(see: 'all' | readonly ProjectKey[]): Promise<void> {
    const [association] = await house.deps.store.associations.list(house.siteId);
    const integrationId = association?.integrationId ?? (1 as never);
    const place = { jiraSiteId: house.siteId, integrationId, repositoryId: undefined };
    const nothing = { 'create-branch': [], 'create-pull-request': [], 'smart-commit': [] };
    await house.deps.store.associations.save(place, { ...nothing, see });
  }
});

describe('a code for somebody in Jira', () => {
  it('joins their account there with the account of Branchline that enters it, which sees their issues then', async () => {
    const { store, clock } = house.deps;
    const person = { accountId: 'ada-1', name: 'Ada', email: 'ada@example.com' };
    const made = await forge.invoke({ as: person, path: '/forge/api/v1/me/jira-code', method: 'POST' });
    expect(made).toMatchObject({
      status: 201,
      body: { jiraCode: expect.stringMatching(/^(?:\w{4}-){2}\w{4}$/) as string },
    });
    const account = await store.accounts.add({
      login: 'grace',
      name: 'Grace',
      role: 'member',
      passwordHash: undefined,
    });
    if (account === undefined) throw new Error('The login is taken.');
    const randomToken = () => 'session-of-grace-in-these-tests';
    const session = await startSession({ store, clock, randomToken }, account, { browser: '', address: '' });
    const { jiraCode } = made.body as { readonly jiraCode: string };
    const headers = { cookie: `${sessionCookie}=${session.token.reveal()}` };
    const url = '/api/v1/me/jira-account';
    const joined = await house.server.inject({ method: 'POST', url, headers, payload: { code: jiraCode } });
    expect(joined.json()).toMatchObject({ jiraAccounts: [{ jiraSiteId: 1 }], problem: null });
    house.sandbox.addIssue({ key: 'DEMO-77', summary: 'Seventy-seven' });
    const rows = [{ branch: branchOf('feature/DEMO-77', 77), links: linksTo('DEMO-77') }];
    await store.development.saveBranches(house.repositoryId, rows, [], true);
    const development = () => house.server.inject({ url: '/api/v1/issues/DEMO-77/development', headers });
    expect((await development()).json()).toMatchObject({ issue: { summary: 'Seventy-seven' } });
    house.sandbox.forbid(['VIEW_DEV_TOOLS'], { person: 'ada-1' });
    house.advance(61_000);
    expect((await development()).statusCode).toBe(404);
    house.sandbox.permit(['VIEW_DEV_TOOLS'], { person: 'ada-1' });
    const strangers = await forge.invoke({
      as: person,
      path: '/forge/api/v1/me/jira-account',
      method: 'POST',
      body: { code: jiraCode },
    });
    expect(strangers.status).toBe(403);
  });
});
