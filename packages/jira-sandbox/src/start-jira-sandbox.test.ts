import { afterEach, describe, expect, it } from 'vitest';
import type { SandboxOptions } from './options.ts';
import { contract, fetchAnswer, requestToken, sentBranch, sentCommit, startTestSandbox } from './test-sandbox.ts';
import type { TestSandbox } from './test-sandbox.ts';

let jira: TestSandbox;

async function start(options: SandboxOptions = { contract }): Promise<TestSandbox> {
  jira = await startTestSandbox(options);
  return jira;
}

afterEach(() => jira.stop());

function storedIds(): readonly string[] {
  const [repository] = jira.sandbox.snapshot().repositories;
  return [...(repository?.commits ?? []), ...(repository?.branches ?? [])].map((one) => one.id);
}

describe('reading a repository', () => {
  it('gives the newest 400 entities', async () => {
    const { ask, submit } = await start();
    const commits = Array.from({ length: 400 }, (_, at) =>
      sentCommit(`c${at}`, { authorTimestamp: new Date(Date.UTC(2026, 0, 1) + at * 1000).toISOString() }),
    );
    await submit({ commits });
    await submit({ updateSequenceId: 2, branches: [sentBranch('newest')] });
    const { status, body } = await ask('GET', '/repository/r');
    const repository = body as { commits: { id: string }[]; branches: unknown[]; updateSequenceId: number };
    expect(status).toBe(200);
    expect(repository.updateSequenceId).toBe(2);
    expect(repository.branches).toHaveLength(1);
    expect(repository.commits).toHaveLength(399);
    expect(repository.commits[0]?.id).toBe('c399');
  });

  it('says 404 for one it has not', async () => {
    const { ask } = await start();
    expect(await ask('GET', '/repository/none')).toEqual({ status: 404, body: undefined });
  });
});

describe('deleting', () => {
  it('takes an entity up to its number', async () => {
    const { ask, submit } = await start();
    await submit({ commits: [sentCommit('a', { updateSequenceId: 5 })], branches: [sentBranch('a')] });
    expect((await ask('DELETE', '/repository/r/commit/a?_updateSequenceId=4')).status).toBe(202);
    expect(storedIds()).toEqual(['a', 'a']);
    await ask('DELETE', '/repository/r/commit/a?_updateSequenceId=5');
    expect(jira.sandbox.snapshot().repositories[0]?.commits).toEqual([]);
    await ask('DELETE', '/repository/r/branch/a');
    expect(storedIds()).toEqual([]);
  });

  it('takes of a repository what is old enough', async () => {
    const { ask, submit } = await start();
    await submit({ commits: [sentCommit('old'), sentCommit('new', { updateSequenceId: 9 })] });
    await ask('DELETE', '/repository/r?_updateSequenceId=8');
    expect(storedIds()).toEqual(['new']);
  });

  it('refuses a number or kind that is none', async () => {
    const { ask } = await start({});
    expect((await ask('DELETE', '/repository/r?_updateSequenceId=x')).status).toBe(400);
    expect((await ask('DELETE', '/repository/r/tag/a')).status).toBe(400);
  });

  it('goes by all the properties named', async () => {
    const { ask, submit } = await start();
    await submit({ id: 'one', commits: [sentCommit('a')] }, { properties: { integration: '1', part: 'x' } });
    await submit({ id: 'two', commits: [sentCommit('a')] }, { properties: { integration: '1', part: 'y' } });
    const exists = async (query: string) => (await ask('GET', `/existsByProperties?${query}`)).body;
    expect(await exists('integration=1&part=z')).toEqual({ hasDataMatchingProperties: false });
    expect(await exists('integration=1&_updateSequenceId=0')).toEqual({ hasDataMatchingProperties: false });
    expect(await exists('integration=1')).toEqual({ hasDataMatchingProperties: true });
    await ask('DELETE', '/bulkByProperties?integration=1&part=y');
    expect(jira.sandbox.snapshot().repositories.map((one) => one.id)).toEqual(['one']);
  });

  it.each(['', '?a=1&a=2', '?_updateSequenceId=1', '?a=1&_updateSequenceId=x'])(
    'by the properties "%s" is refused',
    async (query) => {
      const { ask } = await start({});
      expect((await ask('DELETE', `/bulkByProperties${query}`)).status).toBe(400);
      expect((await ask('GET', `/existsByProperties${query}`)).status).toBe(400);
    },
  );
});

describe('the doors', () => {
  it('tell the cloud id to anybody', async () => {
    const { sandbox } = await start();
    expect((await fetchAnswer(`${sandbox.url}/_edge/tenant_info`)).body).toEqual({ cloudId: sandbox.cloudId });
  });

  it('open for tokens only, and tokens only for the right secret', async () => {
    const { sandbox } = await start();
    const door = `${sandbox.url}/jira/devinfo/0.1/cloud/${sandbox.cloudId}/existsByProperties?a=1`;
    const authorization = `Bearer ${((await requestToken(sandbox, sandbox.clientSecret)).body as { access_token: string }).access_token}`;
    expect((await fetchAnswer(door, { headers: { authorization } })).status).toBe(200);
    expect((await fetchAnswer(door, { headers: { authorization: 'Bearer no' } })).status).toBe(401);
    expect((await requestToken(sandbox, 'wrong')).status).toBe(401);
  });

  it('close when the token has lived for a quarter of an hour', async () => {
    let time = Date.parse('2026-03-01T12:00:00Z');
    const { ask } = await start({ contract, now: () => new Date(time) });
    time += 899_999;
    expect((await ask('GET', '/existsByProperties?a=1')).status).toBe(200);
    time += 1;
    expect((await ask('GET', '/existsByProperties?a=1')).status).toBe(401);
  });

  it('know only their own cloud', async () => {
    const { sandbox, ask } = await start();
    expect((await ask('GET', `/../../cloud/${sandbox.cloudId}/existsByProperties?a=1`)).status).toBe(200);
    expect((await ask('GET', '/../another/repository/r')).status).toBe(404);
  });
});

describe('the platform API', () => {
  async function asPerson(path: string) {
    const { sandbox } = jira;
    const user = `${sandbox.people[0]?.email}:${sandbox.apiToken}`;
    const authorization = `Basic ${Buffer.from(user).toString('base64')}`;
    return fetchAnswer(`${sandbox.url}${path}`, { headers: { authorization } });
  }

  it('gives issues, in any case of their key, and says 404 for others', async () => {
    await start();
    expect(await asPerson('/rest/api/3/issue/demo-7')).toMatchObject({
      status: 200,
      body: { key: 'DEMO-7', fields: { status: { name: 'To Do' }, project: { key: 'DEMO' } } },
    });
    expect((await asPerson('/rest/api/3/issue/ZZ-1')).status).toBe(404);
    expect(
      (await fetchAnswer(`${jira.sandbox.url}/rest/api/3/issue/DEMO-7`, { headers: { authorization: 'x' } })).status,
    ).toBe(401);
  });

  it('gives projects in pages', async () => {
    await start({ contract, projects: ['C', 'A', 'B'].map((letter) => ({ key: `P${letter}`, name: letter })) });
    expect(await asPerson('/rest/api/3/project/search?maxResults=2')).toMatchObject({
      body: { total: 3, isLast: false, values: [{ key: 'PA' }, { key: 'PB' }] },
    });
    expect(await asPerson('/rest/api/3/project/search?startAt=2')).toMatchObject({
      body: { isLast: true, values: [{ key: 'PC' }] },
    });
  });

  it('gives permissions', async () => {
    await start();
    expect(await asPerson('/rest/api/3/mypermissions?permissions=BROWSE_PROJECTS&projectKey=DEMO')).toMatchObject({
      body: { permissions: { BROWSE_PROJECTS: { havePermission: true } } },
    });
    expect((await asPerson('/rest/api/3/mypermissions?permissions=EDIT_ISSUES&issueKey=ZZ-1')).status).toBe(404);
    expect((await asPerson('/rest/api/3/mypermissions?permissions=X')).status).toBe(400);
    expect((await asPerson('/rest/api/3/mypermissions')).status).toBe(400);
  });
});

describe('the log of requests', () => {
  it('tells what arrived and what was answered, as much of it as is wanted', async () => {
    const { ask, submit, sandbox } = await start({ contract, rememberRequests: 2 });
    await submit({ commits: [sentCommit('a')] });
    await ask('DELETE', '/repository/r?_updateSequenceId=9');
    expect(sandbox.requests).toMatchObject([
      { method: 'POST', status: 202, body: { repositories: [{ id: 'r' }] } },
      { method: 'DELETE', status: 202, query: { _updateSequenceId: '9' } },
    ]);
    sandbox.forgetRequests();
    expect(sandbox.requests).toEqual([]);
  });
});
