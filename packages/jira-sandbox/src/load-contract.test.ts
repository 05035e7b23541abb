import { afterEach, describe, expect, it } from 'vitest';
import { contract, platformOf, sentCommit, startTestSandbox } from './test-sandbox.ts';
import type { TestSandbox } from './test-sandbox.ts';

let jira: TestSandbox | undefined;

afterEach(async () => {
  await jira?.sandbox.stop();
  jira = undefined;
});

describe.skipIf(contract === undefined)('Atlassian’s description (set BRANCHLINE_CONTRACTS to have it)', () => {
  it.each([
    ['a key that is none', { issueKeys: ['nonsense'] }, 'pattern'],
    ['a field nobody described', { colour: 'blue' }, 'additional properties'],
    ['an address that is none', { url: 'nowhere' }, 'url'],
    ['a message too long', { message: 'x'.repeat(1025) }, '1024'],
    ['a missing field', { displayId: undefined }, 'displayId'],
  ])('is broken by %s: answered 500 and remembered', async (_what, changes, words) => {
    jira = await startTestSandbox({ contract });
    const answer = await jira.submit({ commits: [sentCommit('a', changes)] });
    expect(answer.status).toBe(500);
    expect(jira.sandbox.violations).toHaveLength(1);
    expect(jira.sandbox.violations[0]).toMatchObject({ side: 'request', method: 'POST' });
    expect(jira.sandbox.violations[0]?.problems.join(' ')).toContain(words);
    expect(() => jira?.sandbox.expectNoViolations()).toThrow(words);
  });

  it.each([
    ['GET', '/nothing/here', 'is not described'],
    ['DELETE', '/repository/r/tag/a', 'entityType'],
    ['DELETE', '/repository/r?_updateSequenceId=soon', '_updateSequenceId'],
    ['GET', '/repository/r?limit=3', 'limit'],
  ])('is broken by %s %s', async (method, path, words) => {
    jira = await startTestSandbox({ contract });
    await jira.ask(method, path);
    expect(jira.sandbox.violations[0]?.problems.join(' ')).toContain(words);
  });

  it('is held against answers too', async () => {
    jira = await startTestSandbox({ contract });
    const request = { method: 'GET', path: '/rest/devinfo/0.10/repository/r', query: {}, headers: {}, body: undefined };
    expect(contract?.problemsOfAnswer(request, { status: 418, body: undefined })).toEqual([
      'status 418 is not described',
    ]);
    expect(contract?.problemsOfAnswer(request, { status: 200, body: { id: 'r' } })).not.toEqual([]);
  });

  it.each([
    ['POST', '/issue/DEMO-1/worklog', { timeSpentSeconds: 'long' }, 'integer'],
    ['POST', '/issue/DEMO-1/worklog?adjustEstimate=guess', { timeSpentSeconds: 60 }, 'adjustEstimate'],
    ['POST', '/issue/DEMO-1/remotelink', { globalId: 'a' }, 'object'],
    ['POST', '/permissions/check', { permissions: [] }, 'additional properties'],
    ['POST', '/search/jql', { jql: 'project = DEMO', startAt: 7 }, 'additional properties'],
    ['POST', '/comment/list', { ids: ['one'] }, 'integer'],
    ['GET', '/user/bulk', undefined, 'accountId is missing'],
    ['DELETE', '/issue/DEMO-1/remotelink', undefined, 'globalId is missing'],
    ['GET', '/issue/DEMO-1/worklog?newest=1', undefined, 'newest'],
    ['PUT', '/issue/DEMO-1/worklog', {}, 'is not described'],
  ])('is broken at the platform API by %s %s', async (method, path, body, words) => {
    jira = await startTestSandbox({ contract });
    expect((await platformOf(jira.sandbox)(method, path, body)).status).toBe(500);
    expect(jira.sandbox.violations[0]?.problems.join(' ')).toContain(words);
  });

  it('says nothing of Data Center, nor of statuses that every operation may have', () => {
    const request = { method: 'GET', path: '/rest/api/3/issue/DEMO-1', query: {}, headers: {}, body: undefined };
    const ofAnswer = (status: number, body?: unknown) => contract?.problemsOfAnswer(request, { status, body });
    expect(ofAnswer(429)).toEqual([]);
    expect(ofAnswer(418)).toEqual(['status 418 is not described']);
    expect(ofAnswer(200, { id: 7 })).not.toEqual([]);
    expect(contract?.problemsOfRequest({ ...request, path: '/rest/api/2/issue/A-1', query: { odd: '1' } })).toEqual([]);
  });

  it('knows the fixed words of a path before the variable ones', () => {
    const request = { method: 'GET', path: '/rest/api/3/project/search', query: { orderBy: 'key' }, headers: {} };
    expect(contract?.problemsOfRequest({ ...request, body: undefined })).toEqual([]);
  });
});
