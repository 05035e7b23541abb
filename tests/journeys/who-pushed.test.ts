/** Who pushed what, from a signed webhook of a Git service to what is kept, and to commands that waited for it. */

import { createHmac } from 'node:crypto';
import type { IssueKey, RepositoryId } from '@branchline/domain';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createConnectors } from '../../packages/server/src/adapters/git-services/index.ts';
import { hashOf } from '../../packages/server/src/test-support/example-rows.ts';
import { silentLog } from '../../packages/server/src/test-support/silent-log.ts';
import { testNetwork } from '../../packages/server/src/test-support/test-network.ts';
import { testSecretBox } from '../../packages/server/src/test-support/test-secret-box.ts';
import { openTestStore, type TestStore } from '../../packages/server/src/test-support/test-store.ts';
import {
  ensureWebhookEndpoint,
  integrationPlace,
} from '../../packages/server/src/features/integrations/webhook-endpoints.ts';
import { readWebhooks } from '../../packages/server/src/features/webhooks/read-webhooks.ts';
import { createWebhookDoor } from '../../packages/server/src/features/webhooks/webhook-door.ts';

const at = new Date('2026-03-01T12:00:00Z');
let test: TestStore;
let repositoryId: RepositoryId;
let send: (payload: object) => Promise<void>;

beforeAll(async () => {
  test = await openTestStore();
  const { store } = test;
  const clock = { now: () => at };
  const integration = await store.integrations.add({ connector: 'github', name: 'GitHub', settings: {} });
  const remote = { remoteId: '42', name: 'acme/app', cloneUrl: 'https://github.com/acme/app.git', webUrl: undefined };
  repositoryId = (await store.repositories.save(integration.id, remote)).id;
  const deps = {
    store,
    clock,
    log: silentLog,
    secretBox: testSecretBox(),
    connectors: createConnectors(testNetwork(), clock),
    randomToken: () => 'token-of-this-test',
    savePayloadRows: () => Promise.reject(new Error('This integration is read with git.')),
  };
  const door = createWebhookDoor(deps);
  const { token, secret } = await ensureWebhookEndpoint(deps, integrationPlace(integration.id));
  let deliveries = 0;
  send = async (payload) => {
    const body = Buffer.from(JSON.stringify(payload));
    const signature = createHmac('sha256', secret.reveal()).update(body).digest('hex');
    const headers = {
      'x-github-event': 'push',
      'x-github-delivery': String((deliveries += 1)),
      'x-hub-signature-256': `sha256=${signature}`,
    };
    await door.accept((await door.find(token))!, { headers, body });
    await readWebhooks(deps, integration.id, new AbortController().signal);
  };
});
afterAll(() => test.close());

function push(login: string, before: number, after: number): object {
  return {
    ref: 'refs/heads/main',
    before: hashOf(before),
    after: hashOf(after),
    repository: { id: 42, full_name: 'acme/app' },
    pusher: { name: login, email: `${login}@example.org` },
    sender: { id: 7, login },
  };
}

it('a push is kept with whoever made it; who pushes the same again changes nothing', async () => {
  await send(push('ada', 0, 1));
  await send(push('eve', 0, 1));
  await send(push('ada', 1, 0));
  const pushes = await test.store.gitPushes.latest(repositoryId, 10);
  expect(pushes).toMatchObject([
    { head: hashOf(1), before: undefined, pusher: { login: 'ada', remoteId: '7', email: 'ada@example.org' } },
  ]);
  expect(pushes[0]!.receivedAt).toEqual(at);
});

it('a command that waited for somebody to vouch for its author is queued again', async () => {
  const { store } = test;
  const site = {
    siteUrl: 'https://jira.example',
    cloudId: '',
    apiUrl: 'https://api.example',
    name: 'Jira',
    clientId: '',
  };
  const { id: jiraSiteId } = await store.jiraSites.add(site);
  const { integrationId } = (await store.repositories.get(repositoryId))!;
  const author = { name: 'Ada', email: 'ada@example.org', at };
  const commit = { integrationId, repositoryId, hash: hashOf(9), fingerprint: 'nine', author, pusher: undefined };
  const { id } = await store.smartCommits.remember({ ...commit, seenAt: at });
  const skipped = { reason: 'pusher-unknown', message: 'Nobody knows.' } as const;
  const run = { jiraSiteId, key: 'ABC-1' as IssueKey, position: 0, command: 'comment', arguments: 'x', skipped };
  await store.smartCommits.addRuns(id, [run]);
  await send(push('ada', 1, 9));
  const jobs = await store.jobs.list(20);
  expect(jobs.map(({ key }) => key)).toContain(`smart-commit/${repositoryId}/${hashOf(9)}`);
});
