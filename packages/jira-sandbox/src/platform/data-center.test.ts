import { afterEach, describe, expect, it } from 'vitest';
import type { SandboxOptions } from '../options.ts';
import { platformOf, startTestSandbox, type AskPlatform, type TestSandbox } from '../test-sandbox.ts';
import { trickyWorkflow } from '../workflows.ts';

let jira: TestSandbox;
let ask: AskPlatform;

const people = [
  { accountId: 'JIRAUSER10100', name: 'Ada Lovelace', email: 'ada@example.com' },
  { accountId: 'JIRAUSER10101', name: 'Bob Babbage', email: 'bob@example.com' },
];
const projects = [{ key: 'DEMO', name: 'Demo', versions: [{ name: '1.0' }], workflow: trickyWorkflow('nobody') }];

async function start(options: SandboxOptions = {}): Promise<TestSandbox> {
  jira = await startTestSandbox({ people, projects, ...options });
  ask = platformOf(jira.sandbox, 'JIRAUSER10100', 'personal-access-token');
  return jira;
}

afterEach(() => jira.stop());

function found({ body }: { readonly body: unknown }): readonly string[] {
  return (body as readonly { readonly name: string }[]).map(({ name }) => name);
}

describe('version 2 of the platform API', () => {
  it('calls people by key and name', async () => {
    await start();
    const bob = { key: 'JIRAUSER10101', name: 'bob', displayName: 'Bob Babbage', emailAddress: 'bob@example.com' };
    expect((await ask('GET', '/user/search?username=bab')).body).toMatchObject([bob]);
    expect((await ask('GET', '/user?username=bob')).body).toMatchObject(bob);
    expect((await ask('GET', '/user?key=JIRAUSER10101')).body).toMatchObject(bob);
    expect((await ask('GET', '/user?key=bob')).status).toBe(404);
    expect((await ask('GET', '/user/search?query=bob')).status).toBe(400);
    expect(found(await ask('GET', '/user/assignable/search?issueKey=DEMO-1'))).toEqual(['ada', 'bob']);
  });

  it('tells administrators who may do all of something', async () => {
    const { sandbox } = await start();
    sandbox.forbid(['VIEW_DEV_TOOLS'], { person: 'JIRAUSER10101', issue: 'DEMO-1' });
    const search = '/user/permission/search?permissions=BROWSE_PROJECTS,VIEW_DEV_TOOLS';
    expect(found(await ask('GET', `${search}&issueKey=DEMO-1`))).toEqual(['ada']);
    expect(found(await ask('GET', `${search}&issueKey=DEMO-2&username=bob`))).toEqual(['bob']);
    expect(found(await ask('GET', `${search}&projectKey=DEMO`))).toEqual(['ada', 'bob']);
    expect((await ask('GET', `${search}&issueKey=NONE-1`)).status).toBe(404);
    expect((await ask('GET', search)).status).toBe(400);
    expect((await ask('GET', '/user/permission/search?permissions=FLY&issueKey=DEMO-1')).status).toBe(400);
    const asBob = platformOf(sandbox, 'JIRAUSER10101', 'personal-access-token');
    expect((await asBob('GET', `${search}&issueKey=DEMO-1`)).status).toBe(403);
  });

  it('takes wiki text where Jira Cloud takes documents', async () => {
    await start();
    expect(await ask('POST', '/issue/DEMO-1/comment', { body: 'h1. Done' })).toMatchObject({
      status: 201,
      body: { body: 'h1. Done', author: { key: 'JIRAUSER10100', name: 'ada' } },
    });
    expect((await ask('POST', '/issue/DEMO-1/comment', { body: { type: 'doc' } })).status).toBe(400);
    expect((await ask('POST', '/issue/DEMO-1/comment', { body: ' ' })).status).toBe(400);
    const work = { timeSpentSeconds: 60, comment: '*Review*' };
    expect(await ask('POST', '/issue/DEMO-1/worklog', work)).toMatchObject({
      status: 201,
      body: { comment: '*Review*' },
    });
    expect((await ask('GET', '/issue/DEMO-1/comment')).body).toMatchObject({ total: 1 });
  });

  it('keeps properties of comments, issues and remote links the same way', async () => {
    await start();
    const properties = [{ key: 'branchline', value: 1 }];
    const { body } = await ask('POST', '/issue/DEMO-1/comment', { body: 'a', properties });
    const { id } = body as { readonly id: string };
    expect((await ask('GET', `/comment/${id}/properties/branchline`)).body).toEqual(properties[0]);
    expect((await ask('PUT', '/issue/DEMO-1/properties/branchline', { commits: 1 })).status).toBe(201);
    const object = { url: 'https://git.example.com/r', title: 'r' };
    expect((await ask('POST', '/issue/DEMO-1/remotelink', { globalId: 'a', object })).status).toBe(201);
    expect((await ask('GET', '/issue/DEMO-1/remotelink')).body).toMatchObject([{ globalId: 'a', object }]);
    expect((await ask('DELETE', '/issue/DEMO-1/remotelink?globalId=a')).status).toBe(204);
  });

  it('moves and edits issues, and tells of it with the issue', async () => {
    await start();
    const { body } = await ask('GET', '/issue/DEMO-1/transitions?expand=transitions.fields');
    const [first] = (body as { readonly transitions: readonly object[] }).transitions;
    expect(first).toMatchObject({ id: '4', fields: {} });
    expect(first).not.toHaveProperty('hasScreen');
    const historyMetadata = { type: 'branchline', extraData: { mark: '1' } };
    const closing = { transition: { id: '9' }, historyMetadata, update: { comment: [{ add: { body: 'Closed.' } }] } };
    expect((await ask('POST', '/issue/DEMO-1/transitions', closing)).status).toBe(204);
    expect((await ask('PUT', '/issue/DEMO-1/assignee', { name: 'bob' })).status).toBe(204);
    expect((await ask('PUT', '/issue/DEMO-1/assignee', { name: 'JIRAUSER10101' })).status).toBe(400);
    expect((await ask('PUT', '/issue/DEMO-1', { update: { fixVersions: [{ add: { name: '1.0' } }] } })).status).toBe(
      204,
    );
    expect(await ask('GET', '/issue/DEMO-1?expand=changelog')).toMatchObject({
      body: {
        fields: { status: { name: 'Closed' }, assignee: { name: 'bob' }, fixVersions: [{ name: '1.0' }] },
        changelog: { total: 3, histories: [{ historyMetadata }, {}, {}] },
      },
    });
  });

  it('has its own words for what is not there, and no questions of Jira Cloud', async () => {
    await start();
    expect(await ask('GET', '/issue/NONE-1')).toMatchObject({
      status: 404,
      body: { errorMessages: ['Issue Does Not Exist'] },
    });
    for (const [method, path] of [
      ['POST', '/permissions/check'],
      ['POST', '/comment/list'],
      ['POST', '/search/jql'],
      ['GET', '/issue/DEMO-1/changelog'],
      ['GET', '/configuration/timetracking/options'],
    ] as const) {
      expect((await ask(method, path, method === 'POST' ? {} : undefined)).status).toBe(404);
    }
  });
});
