import { afterEach, describe, expect, it } from 'vitest';
import {
  contract,
  paragraphOf,
  platformOf,
  startTestSandbox,
  type AskPlatform,
  type TestSandbox,
} from './test-sandbox.ts';
import { placesOf } from './request-places.ts';

let jira: TestSandbox;
let ask: AskPlatform;

async function start(): Promise<TestSandbox> {
  jira = await startTestSandbox({ contract });
  ask = platformOf(jira.sandbox);
  return jira;
}

describe('faults of the platform API', () => {
  afterEach(() => jira.stop());

  const comment = () => ask('POST', '/issue/DEMO-1/comment', { body: paragraphOf('a') });
  const countComments = async () => ((await ask('GET', '/issue/DEMO-1/comment')).body as { total: number }).total;

  it('answer in the shape of that API', async () => {
    const { sandbox } = await start();
    sandbox.faults.next({ kind: 'status', status: 503, retryAfter: '7', messages: ['Down.'] }, { on: 'comment' });
    expect((await ask('GET', '/issue/DEMO-1')).status).toBe(200);
    const answer = await comment();
    expect(answer).toMatchObject({ status: 503, body: { errorMessages: ['Down.'] } });
    expect(answer.headers.get('retry-after')).toBe('7');
    expect(await countComments()).toBe(0);
  });

  it('can lose an answer after everything was done', async () => {
    const { sandbox } = await start();
    sandbox.faults.next({ kind: 'status-after', status: 502 }, { on: 'write' });
    expect(await comment()).toMatchObject({ status: 502, body: undefined });
    expect(sandbox.requests.at(-1)?.status).toBe(502);
    sandbox.faults.next({ kind: 'cut-after' }, { on: 'write' });
    await expect(comment()).rejects.toThrow('fetch failed');
    sandbox.faults.next({ kind: 'cut-before' }, { on: 'write' });
    await expect(comment()).rejects.toThrow('fetch failed');
    expect(await countComments()).toBe(2);
  });

  it('can take every permission away', async () => {
    const { sandbox } = await start();
    sandbox.faults.forbid(true);
    expect((await ask('GET', '/issue/DEMO-1/changelog')).status).toBe(403);
  });
});

describe('the places of faults', () => {
  it.each([
    ['POST', '/rest/api/3/issue/A-1/comment', ['comment', 'write']],
    ['POST', '/ex/jira/x/rest/api/3/comment/list', ['comment', 'read']],
    ['GET', '/rest/api/2/issue/A-1', ['issue', 'read']],
    ['PUT', '/rest/api/3/issue/A-1', ['edit', 'write']],
    ['PUT', '/rest/api/3/issue/A-1/assignee', ['assignee', 'write']],
    ['POST', '/rest/api/3/issue/bulkfetch', ['issue', 'read']],
    ['POST', '/rest/api/3/issue/A-1/worklog', ['work-log', 'write']],
    ['POST', '/rest/api/3/issue/A-1/transitions', ['transition', 'write']],
    ['DELETE', '/rest/api/3/issue/A-1/properties/p', ['delete', 'property', 'write']],
    ['POST', '/rest/api/3/issue/A-1/remotelink', ['remote-link', 'write']],
    ['GET', '/rest/api/3/issue/A-1/changelog', ['changelog', 'read']],
    ['POST', '/rest/api/3/search/jql', ['search', 'read']],
    ['POST', '/rest/api/3/permissions/check', ['permissions', 'read']],
    ['GET', '/rest/api/3/user/search', ['people', 'read']],
    ['GET', '/rest/api/3/project/search', ['project', 'read']],
    ['GET', '/rest/api/3/configuration/timetracking', ['time-tracking', 'read']],
    ['POST', '/jira/devinfo/0.1/cloud/x/bulk', ['bulk']],
    ['DELETE', '/jira/devinfo/0.1/cloud/x/repository/r', ['delete']],
    ['POST', '/oauth/token', ['token']],
  ])('%s %s', (method, path, places) => {
    expect([...placesOf(method, path)]).toEqual(places);
  });
});
