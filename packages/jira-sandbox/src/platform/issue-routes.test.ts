import { afterEach, describe, expect, it } from 'vitest';
import type { SandboxOptions } from '../options.ts';
import { contract, fetchAnswer, startTestSandbox } from '../test-sandbox.ts';
import type { TestSandbox } from '../test-sandbox.ts';

let jira: TestSandbox;

async function start(options: SandboxOptions = {}): Promise<TestSandbox> {
  jira = await startTestSandbox({ contract, ...options });
  return jira;
}

afterEach(() => jira.stop());

function basic(token: string): string {
  return `Basic ${Buffer.from(`${jira.sandbox.people[0]?.email}:${token}`).toString('base64')}`;
}

async function askAs(authorization: string, path: string, body?: unknown) {
  const headers = { authorization, ...(body === undefined ? {} : { 'content-type': 'application/json' }) };
  const sent = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) };
  return fetchAnswer(`${jira.sandbox.url}${path}`, { headers, ...sent });
}

function ask(path: string, body?: unknown) {
  return askAs(basic(jira.sandbox.apiToken), path, body);
}

describe('tokens', () => {
  it('open the address of their kind only', async () => {
    const { sandbox } = await start();
    const { apiToken, scopedApiToken, personalAccessToken, cloudId } = sandbox;
    const site = '/rest/api/3/myself';
    const gateway = `/ex/jira/${cloudId}/rest/api/3/myself`;
    const dataCenter = '/rest/api/2/myself';
    const statusOf = async (authorization: string, path: string) => (await askAs(authorization, path)).status;
    for (const [authorization, path] of [
      [basic(apiToken), site],
      [basic(scopedApiToken), gateway],
      [`Bearer ${scopedApiToken}`, gateway],
      [`Bearer ${personalAccessToken}`, dataCenter],
    ] as const) {
      const statuses = await Promise.all([site, gateway, dataCenter].map((each) => statusOf(authorization, each)));
      expect(statuses).toEqual([site, gateway, dataCenter].map((each) => (each === path ? 200 : 401)));
    }
  });

  it('can be revoked and given back', async () => {
    const { sandbox } = await start();
    sandbox.revoke(sandbox.apiToken);
    expect((await ask('/rest/api/3/myself')).status).toBe(401);
    sandbox.revoke(sandbox.apiToken, false);
    expect(await ask('/rest/api/3/myself')).toMatchObject({ status: 200, body: { accountId: 'sandbox-1' } });
  });
});

describe('issues in bulk', () => {
  it('come in the order of their ids, and those that are not there are named', async () => {
    await start({ issues: ['DEMO-2', 'DEMO-1'].map((key) => ({ key, summary: key })) });
    const { body } = await ask('/rest/api/3/issue/bulkfetch', { issueIdsOrKeys: ['DEMO-1', 'demo-2', 'DEMO-3'] });
    expect(body).toMatchObject({ issues: [{ key: 'DEMO-2' }, { key: 'DEMO-1' }], issueErrors: [{ id: 'DEMO-3' }] });
  });

  it('are a hundred at most', async () => {
    await start();
    const issueIdsOrKeys = Array.from({ length: 101 }, (_, at) => `DEMO-${at + 1}`);
    expect((await ask('/rest/api/3/issue/bulkfetch', { issueIdsOrKeys })).status).toBe(400);
  });
});

describe('keys that changed', () => {
  it('lead from a moved issue to where it is', async () => {
    const { sandbox } = await start();
    sandbox.addProject({ key: 'NEW', name: 'New' });
    const { body: before } = await ask('/rest/api/3/issue/DEMO-1');
    sandbox.moveIssue('DEMO-1', 'NEW-7');
    const { body: after } = await ask('/rest/api/3/issue/DEMO-1');
    expect(after).toMatchObject({ key: 'NEW-7', id: (before as { readonly id: string }).id });
  });

  it('stay with a renamed project, for issues old and new', async () => {
    const { sandbox } = await start();
    await ask('/rest/api/3/issue/DEMO-1');
    sandbox.renameProject('DEMO', 'SHOW');
    for (const number of [1, 2]) {
      expect(await ask(`/rest/api/3/issue/DEMO-${number}`)).toMatchObject({ body: { key: `SHOW-${number}` } });
    }
    expect(await ask('/rest/api/3/project/search?expand=projectKeys')).toMatchObject({
      body: { values: [{ key: 'SHOW', projectKeys: ['SHOW', 'DEMO'] }] },
    });
  });
});

it('an account without Browse Projects sees nothing', async () => {
  const { sandbox } = await start();
  sandbox.withholdPermissions(['BROWSE_PROJECTS']);
  expect(await ask('/rest/api/3/mypermissions?permissions=BROWSE_PROJECTS')).toMatchObject({
    body: { permissions: { BROWSE_PROJECTS: { havePermission: false } } },
  });
  expect(await ask('/rest/api/3/project/search')).toMatchObject({ body: { values: [] } });
  expect((await ask('/rest/api/3/issue/DEMO-1')).status).toBe(404);
});
