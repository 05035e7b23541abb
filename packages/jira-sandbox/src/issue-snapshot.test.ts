import { afterEach, expect, it } from 'vitest';
import type { SandboxOptions } from './options.ts';
import { contract, paragraphOf, platformOf, startTestSandbox, type TestSandbox } from './test-sandbox.ts';

let jira: TestSandbox;

async function start(options: SandboxOptions = {}): Promise<TestSandbox> {
  jira = await startTestSandbox({ contract, ...options });
  return jira;
}

afterEach(() => jira.stop());

it('shows everything that was left at issues, without numbers and times', async () => {
  const { sandbox } = await start({
    projects: [{ key: 'DEMO', name: 'Demo', versions: [{ name: '2.0' }, { name: '1.0' }] }],
  });
  const ask = platformOf(sandbox);
  const properties = [{ key: 'branchline', value: { mark: '1' } }];
  await ask('POST', '/issue/DEMO-2/comment', { body: paragraphOf('Hello'), properties });
  const started = '2026-03-01T12:00:00.000+0000';
  await ask('POST', '/issue/DEMO-2/worklog', { timeSpentSeconds: 90, started, comment: paragraphOf('Work') });
  await ask('POST', '/issue/DEMO-2/transitions', { transition: { id: '31' } });
  await ask('PUT', '/issue/DEMO-2', {
    update: { labels: [{ add: 'b' }, { add: 'a' }], fixVersions: [{ set: [{ name: '2.0' }, { name: '1.0' }] }] },
  });
  await ask('PUT', '/issue/DEMO-2/assignee', { accountId: 'sandbox-1' });
  await ask('PUT', '/issue/DEMO-2/properties/branchline', { commits: 1 });
  const object = { url: 'https://git.example.com', title: 'r' };
  for (const globalId of [undefined, 'b', 'a']) await ask('POST', '/issue/DEMO-2/remotelink', { globalId, object });
  await ask('PUT', '/issue/DEMO-1/properties/p', 1);
  await ask('GET', '/issue/DEMO-3');
  const nothing = {
    assignee: undefined,
    labels: [],
    fixVersions: [],
    affectedVersions: [],
    comments: [],
    workLogs: [],
  };
  expect(sandbox.issueSnapshot()).toEqual([
    {
      key: 'DEMO-1',
      summary: 'Issue DEMO-1 of Demo',
      status: 'To Do',
      ...nothing,
      transitions: [],
      properties: { p: 1 },
      remoteLinks: [],
    },
    {
      key: 'DEMO-2',
      summary: 'Issue DEMO-2 of Demo',
      status: 'Done',
      assignee: 'sandbox-1',
      labels: ['a', 'b'],
      fixVersions: ['1.0', '2.0'],
      affectedVersions: [],
      comments: [{ author: 'sandbox-1', text: 'Hello', properties: { branchline: { mark: '1' } } }],
      workLogs: [
        { author: 'sandbox-1', seconds: 60, started: '2026-03-01T12:00:00.000Z', text: 'Work', properties: {} },
      ],
      transitions: [{ author: 'sandbox-1', from: 'To Do', to: 'Done' }],
      properties: { branchline: { commits: 1 } },
      remoteLinks: [{ globalId: 'a', object }, { globalId: 'b', object }, { object }],
    },
  ]);
});

it('follows an issue that moved, and forgets one that was deleted', async () => {
  const { sandbox } = await start();
  const ask = platformOf(sandbox);
  for (const key of ['DEMO-1', 'DEMO-2']) await ask('PUT', `/issue/${key}/properties/p`, 1);
  sandbox.moveIssue('DEMO-1', 'DEMO-9');
  sandbox.deleteIssue('DEMO-2');
  expect(sandbox.issueSnapshot().map(({ key }) => key)).toEqual(['DEMO-9']);
  expect((await ask('GET', '/issue/DEMO-2')).status).toBe(404);
});
