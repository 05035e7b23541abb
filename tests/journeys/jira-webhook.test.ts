/** From the webhook that an administrator of Jira made by hand to what Jira then has: over real connections. */

import { NewJiraWebhook } from '@branchline/contract';
import type { IssueKey, JiraSiteId, ProjectKey } from '@branchline/domain';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { followIssueEvents } from '../../packages/server/src/features/issues/follow-issue-events.ts';
import { commitOf, linksTo } from '../../packages/server/src/test-support/example-rows.ts';
import {
  accessToken,
  addExamples,
  startTestServer,
  type TestServer,
} from '../../packages/server/src/test-support/test-server.ts';

const site = 1 as JiraSiteId;

let test: TestServer;
let address: string;

beforeAll(async () => {
  test = await startTestServer();
  await addExamples(test);
  address = await test.server.listen({ host: '127.0.0.1', port: 0 });
  const { store } = test.deps;
  const [repository] = await store.repositories.list();
  await store.development.saveCommits(repository!.id, [{ commit: commitOf(1), links: linksTo('DEMO-1') }], true);
  const place = { jiraSiteId: site, integrationId: repository!.integrationId, repositoryId: undefined };
  const none: readonly ProjectKey[] = [];
  const others = { 'create-branch': none, 'create-pull-request': none, 'smart-commit': none };
  await store.associations.save(place, { see: 'all', ...others });
});
afterAll(() => test.stop());

async function makeWebhook(): Promise<NewJiraWebhook> {
  const headers = { authorization: `Bearer ${accessToken}` };
  const answer = await test.server.inject({ method: 'POST', url: '/api/v1/jira-sites/1/webhook', headers });
  return NewJiraWebhook.parse(answer.json());
}

it('tells of a move, once however often it is sent, and of nothing that is not signed', async () => {
  const { store } = test.deps;
  const { webhooks } = test.sandbox;
  const { url, secret } = await makeWebhook();
  const here = url.replace('https://branchline.example', address);
  webhooks.register({ url: here, secret: 'a guess' });
  test.sandbox.addIssue({ key: 'DEMO-1', summary: 'Slow start' });
  expect((await webhooks.tell('jira:issue_updated', 'DEMO-1')).statuses).toEqual([401]);
  webhooks.forget(here);
  webhooks.register({ url: here, secret });
  test.sandbox.moveIssue('DEMO-1', 'DEMO-9');
  const sent = await webhooks.tell('jira:issue_updated', 'DEMO-9', 'DEMO-1');
  expect(sent.statuses).toEqual([202]);
  expect((await webhooks.tellAgain(sent)).statuses).toEqual([202]);
  expect(await store.issueWatches.waitingEvents(site, 10)).toHaveLength(1);
  await followIssueEvents(test.deps, site, new AbortController().signal);
  const shown = await fetch(`${address}/api/v1/issues/DEMO-1`, { headers: { authorization: `Bearer ${accessToken}` } });
  expect(await shown.json()).toMatchObject({
    key: 'DEMO-9',
    formerKeys: ['DEMO-1'],
    issue: { summary: 'Slow start', url: `${test.sandbox.siteUrl}/browse/DEMO-9` },
    repositories: [{ name: 'code', commitCount: 1 }],
  });
  const jobs = await store.jobs.list(50);
  expect(jobs.map(({ name }) => name)).toContain('push-development-information');
  const near = await store.issueAliases.near(site, ['DEMO-9' as IssueKey]);
  expect(near.issues).toEqual(new Map([['DEMO-1', 'DEMO-9']]));
});
