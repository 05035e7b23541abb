import { afterEach, describe, expect, it } from 'vitest';
import type { SandboxOptions } from '../options.ts';
import { contract, platformOf, startTestSandbox, type AskPlatform, type TestSandbox } from '../test-sandbox.ts';

let jira: TestSandbox;
let ask: AskPlatform;

const ada = { accountId: 'ada', name: 'Ada Lovelace', email: 'ada@example.com' };
const bob = { accountId: 'bob', name: 'Bob Babbage', email: 'bob@example.com', hidesEmail: true };
const eve = { accountId: 'eve', name: 'Eve Gone', email: 'eve@example.com', isActive: false };

async function start(options: SandboxOptions = {}): Promise<TestSandbox> {
  jira = await startTestSandbox({ contract, people: [ada, bob, eve], ...options });
  ask = platformOf(jira.sandbox);
  return jira;
}

afterEach(() => jira.stop());

async function idOf(path: string): Promise<number> {
  const { body } = await ask('GET', path);
  return Number((body as { readonly id: string }).id);
}

describe('tokens of several people', () => {
  it('act as their owner, at each door', async () => {
    const { sandbox } = await start();
    for (const kind of ['api-token', 'scoped-api-token'] as const) {
      expect(await platformOf(sandbox, 'bob', kind)('GET', '/myself')).toMatchObject({ body: { accountId: 'bob' } });
    }
    expect(await platformOf(sandbox, 'bob', 'personal-access-token')('GET', '/myself')).toMatchObject({
      body: { key: 'bob', name: 'bob' },
    });
    expect(sandbox.tokenFor('ada', 'api-token')).toBe(sandbox.apiToken);
  });

  it('open nothing with the address of somebody else, for those who left, or for nobody', async () => {
    const { sandbox } = await start();
    const pair = Buffer.from(`${ada.email}:${sandbox.tokenFor('bob', 'api-token')}`).toString('base64');
    const stolen = await fetch(`${sandbox.url}/rest/api/3/myself`, { headers: { authorization: `Basic ${pair}` } });
    expect(stolen.status).toBe(401);
    expect((await platformOf(sandbox, 'eve')('GET', '/myself')).status).toBe(401);
    expect(() => sandbox.tokenFor('zoe', 'api-token')).toThrow('zoe');
  });
});

describe('permissions', () => {
  it('are all of them without a rule, but only the first person administers', async () => {
    const { sandbox } = await start();
    const held = async (accountId: string, permission: string) => {
      const { body } = await platformOf(sandbox, accountId)('GET', `/mypermissions?permissions=${permission}`);
      return (body as { permissions: Record<string, { havePermission: boolean }> }).permissions[permission];
    };
    expect(await held('ada', 'ADMINISTER')).toMatchObject({ havePermission: true, type: 'GLOBAL' });
    expect(await held('bob', 'ADMINISTER')).toMatchObject({ havePermission: false });
    expect(await held('bob', 'EDIT_ISSUES')).toMatchObject({ havePermission: true, type: 'PROJECT' });
  });

  it('go by the newest rule for person, project and issue', async () => {
    const { sandbox } = await start({
      projects: [
        { key: 'DEMO', name: 'Demo' },
        { key: 'SHOW', name: 'Show' },
      ],
    });
    sandbox.forbid(['ADD_COMMENTS'], { project: 'DEMO' });
    sandbox.permit(['ADD_COMMENTS'], { person: 'bob', issue: 'DEMO-2' });
    const may = async (accountId: string, place: string) => {
      const { body } = await platformOf(sandbox, accountId)('GET', `/mypermissions?permissions=ADD_COMMENTS${place}`);
      return (body as { permissions: { ADD_COMMENTS: { havePermission: boolean } } }).permissions.ADD_COMMENTS
        .havePermission;
    };
    expect(await may('bob', '&issueKey=DEMO-1')).toBe(false);
    expect(await may('bob', '&issueKey=DEMO-2')).toBe(true);
    expect(await may('ada', '&issueKey=DEMO-2')).toBe(false);
    expect(await may('ada', '&projectKey=SHOW')).toBe(true);
    expect(await may('ada', '')).toBe(true);
  });

  it('leave no trace of an issue that somebody may not browse, moved or not', async () => {
    const { sandbox } = await start();
    sandbox.forbid(['BROWSE_PROJECTS'], { person: 'bob', issue: 'DEMO-1' });
    sandbox.moveIssue('DEMO-1', 'DEMO-9');
    const asBob = platformOf(sandbox, 'bob');
    expect((await asBob('GET', '/issue/DEMO-9')).status).toBe(404);
    expect((await asBob('GET', '/mypermissions?permissions=EDIT_ISSUES&issueKey=DEMO-1')).status).toBe(404);
    expect(await asBob('POST', '/issue/bulkfetch', { issueIdsOrKeys: ['DEMO-9'] })).toMatchObject({
      body: { issues: [], issueErrors: [{ id: 'DEMO-9' }] },
    });
    expect((await ask('GET', '/issue/DEMO-9')).status).toBe(200);
  });

  it('that do not exist are refused, as is asking for none', async () => {
    await start();
    expect((await ask('GET', '/mypermissions?permissions=FLY')).status).toBe(400);
    expect((await ask('GET', '/mypermissions?permissions=')).status).toBe(400);
  });
});

describe('checking the permissions of others', () => {
  const permissions = ['EDIT_ISSUES', 'VIEW_DEV_TOOLS'];

  it('tells issue by issue, and leaves out what is not there', async () => {
    const { sandbox } = await start();
    const [one, two] = [await idOf('/issue/DEMO-1'), await idOf('/issue/DEMO-2')];
    sandbox.forbid(['BROWSE_PROJECTS'], { person: 'bob', issue: 'DEMO-1' });
    sandbox.forbid(['VIEW_DEV_TOOLS'], { person: 'bob', project: 'DEMO' });
    const asked = { accountId: 'bob', globalPermissions: ['ADMINISTER', 'USER_PICKER'] };
    const projectPermissions = [{ permissions, issues: [one, two, 999], projects: [10_000, 7] }];
    expect(await ask('POST', '/permissions/check', { ...asked, projectPermissions })).toMatchObject({
      status: 200,
      body: {
        globalPermissions: ['USER_PICKER'],
        projectPermissions: [
          { permission: 'EDIT_ISSUES', issues: [two], projects: [10_000] },
          { permission: 'VIEW_DEV_TOOLS', issues: [], projects: [] },
        ],
      },
    });
  });

  it('tells in which projects one holds all that is asked for', async () => {
    const { sandbox } = await start({ projects: ['DEMO', 'SHOW'].map((key) => ({ key, name: key })) });
    sandbox.forbid(['VIEW_DEV_TOOLS'], { person: 'bob', project: 'DEMO' });
    const held = await platformOf(sandbox, 'bob')('POST', '/permissions/project', { permissions });
    expect(held).toMatchObject({ status: 200, body: { projects: [{ id: 10_001, key: 'SHOW' }] } });
    for (const wrong of [[], ['ADMINISTER'], ['FLY']]) {
      expect((await ask('POST', '/permissions/project', { permissions: wrong })).status).toBe(400);
    }
  });

  it('needs an administrator, except for oneself', async () => {
    const { sandbox } = await start();
    const asBob = platformOf(sandbox, 'bob');
    const globalPermissions = ['USER_PICKER'];
    expect((await asBob('POST', '/permissions/check', { accountId: 'ada', globalPermissions })).status).toBe(403);
    expect((await asBob('POST', '/permissions/check', { accountId: 'bob', globalPermissions })).status).toBe(200);
    expect(await asBob('POST', '/permissions/check', { globalPermissions })).toMatchObject({
      body: { globalPermissions, projectPermissions: [] },
    });
    sandbox.withholdPermissions(['ADMINISTER']);
    expect((await ask('POST', '/permissions/check', { accountId: 'bob', globalPermissions })).status).toBe(403);
  });

  it('grants nothing to somebody who left', async () => {
    await start();
    const { body } = await ask('POST', '/permissions/check', { accountId: 'eve', globalPermissions: ['USER_PICKER'] });
    expect(body).toEqual({ globalPermissions: [], projectPermissions: [] });
  });

  it.each([
    ['nobody', { accountId: 'zoe', globalPermissions: ['USER_PICKER'] }],
    ['a project permission as a global one', { globalPermissions: ['EDIT_ISSUES'] }],
    ['an unknown permission', { projectPermissions: [{ permissions: ['FLY'] }] }],
    ['no permission', { projectPermissions: [{ permissions: [] }] }],
    ['too many issues', { projectPermissions: [{ permissions, issues: Array.from({ length: 1001 }, (_, at) => at) }] }],
    [
      'too many projects',
      { projectPermissions: [{ permissions, projects: Array.from({ length: 1001 }, (_, at) => at) }] },
    ],
  ])('refuses %s', async (_what, body) => {
    await start();
    expect((await ask('POST', '/permissions/check', body)).status).toBe(400);
  });
});

describe('people', () => {
  it('are found by the beginning of a name or of a visible address', async () => {
    const { sandbox } = await start();
    const found = async (query: string, by = ask) => {
      const { body } = await by('GET', `/user/search?${query}`);
      return (body as readonly { readonly accountId: string }[]).map(({ accountId }) => accountId);
    };
    expect(await found('query=LOVE')).toEqual(['ada']);
    expect(await found('query=ada%40example.com')).toEqual(['ada']);
    expect(await found('query=bob%40')).toEqual([]);
    expect(await found('query=b')).toEqual(['bob']);
    expect(await found('query=eve')).toEqual([]);
    expect(await found('accountId=bob')).toEqual(['bob']);
    expect(await found('query=&maxResults=1&startAt=1')).toEqual(['bob']);
    sandbox.forbid(['USER_PICKER'], { person: 'bob' });
    expect(await found('query=ada', platformOf(sandbox, 'bob'))).toEqual([]);
    expect((await ask('GET', '/user/search')).status).toBe(400);
  });

  it('are read one by one, or many at once', async () => {
    const { sandbox } = await start();
    const asBob = platformOf(sandbox, 'bob');
    expect(await asBob('GET', '/user?accountId=ada')).toMatchObject({
      body: { emailAddress: ada.email, active: true },
    });
    expect((await ask('GET', '/user?accountId=bob')).body).not.toHaveProperty('emailAddress');
    expect((await asBob('GET', '/user?accountId=bob')).body).toHaveProperty('emailAddress');
    expect(await ask('GET', '/user?accountId=eve')).toMatchObject({ body: { active: false } });
    expect((await ask('GET', '/user?accountId=zoe')).status).toBe(404);
    expect(await ask('GET', '/user/bulk?accountId=eve&accountId=ada&accountId=zoe')).toMatchObject({
      body: { total: 2, isLast: true, values: [{ accountId: 'ada' }, { accountId: 'eve' }] },
    });
    expect(await ask('GET', '/user/bulk?accountId=eve&accountId=ada&maxResults=1')).toMatchObject({
      body: { isLast: false, values: [{ accountId: 'ada' }] },
    });
    sandbox.forbid(['USER_PICKER'], { person: 'bob' });
    expect((await asBob('GET', '/user?accountId=ada')).status).toBe(403);
  });

  it('may be assigned where the rules let them', async () => {
    const { sandbox } = await start();
    sandbox.forbid(['ASSIGNABLE_USER'], { person: 'ada', issue: 'DEMO-1' });
    const assignable = async (query: string) => {
      const { status, body } = await ask('GET', `/user/assignable/search?${query}`);
      return status === 200 ? (body as readonly { accountId: string }[]).map(({ accountId }) => accountId) : status;
    };
    expect(await assignable('issueKey=DEMO-1&query=')).toEqual(['bob']);
    expect(await assignable('issueKey=DEMO-2&accountId=ada')).toEqual(['ada']);
    expect(await assignable('project=DEMO&query=')).toEqual(['ada', 'bob']);
    expect(await assignable('issueKey=NONE-2&query=')).toBe(404);
    expect(await assignable('issueKey=DEMO-1')).toBe(400);
    expect(await assignable('query=ada')).toBe(400);
  });

  it('can come, and can leave', async () => {
    const { sandbox } = await start();
    sandbox.putPerson({ accountId: 'zoe', name: 'Zoe', email: 'zoe@example.com' });
    sandbox.putPerson({ ...bob, isActive: false });
    expect((await platformOf(sandbox, 'zoe')('GET', '/myself')).status).toBe(200);
    expect((await platformOf(sandbox, 'bob')('GET', '/myself')).status).toBe(401);
  });
});
