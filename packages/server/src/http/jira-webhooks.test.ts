/** The door for webhooks of Jira: what is genuine is kept once, and everything else says why not. */

import { createHmac } from 'node:crypto';
import { NewJiraWebhook } from '@branchline/contract';
import type { JiraSiteId } from '@branchline/domain';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { accessToken, addExamples, startTestServer, type TestServer } from '../test-support/test-server.ts';
import { issueEventFrom } from './jira-webhooks.ts';

const site = 1 as JiraSiteId;
const fields = { summary: 'Slow start', status: { name: 'In Progress' }, issuetype: { name: 'Bug' } };
const told = {
  timestamp: Date.parse('2026-03-01T11:59:00Z'),
  webhookEvent: 'jira:issue_updated',
  issue: { id: '10001', key: 'abc-1', fields },
};
const issue = { id: '10001', key: 'ABC-1', summary: 'Slow start', type: 'Bug', status: 'In Progress' };

let test: TestServer;
let secret: string;
let sent = 0;

async function api(method: 'GET' | 'POST' | 'DELETE', rest = '') {
  const headers = { authorization: `Bearer ${accessToken}` };
  return test.server.inject({ method, url: `/api/v1/jira-sites/1/webhook${rest}`, headers });
}

interface Sending {
  readonly secret?: string;
  readonly url?: string;
  readonly headers?: Readonly<Record<string, string | undefined>>;
}

async function send(content: unknown, { secret: key = secret, url = '/webhooks/jira/1', headers = {} }: Sending = {}) {
  const payload = typeof content === 'string' ? content : JSON.stringify(content);
  sent += 1;
  const signed = {
    'content-type': 'application/json; charset=UTF-8',
    'x-hub-signature': `sha256=${createHmac('sha256', key).update(payload).digest('hex')}`,
    'x-atlassian-webhook-identifier': `delivery ${sent}`,
    ...headers,
  };
  const present = Object.fromEntries(Object.entries(signed).filter(([, value]) => value !== undefined));
  return test.server.inject({ method: 'POST', url, payload, headers: present as Record<string, string> });
}

function waiting() {
  return test.deps.store.issueWatches.waitingEvents(site, 100);
}

beforeAll(async () => {
  test = await startTestServer();
  await addExamples(test);
});
afterAll(() => test.stop());
beforeEach(async () => {
  const { store, clock } = test.deps;
  await store.issueWatches.markFollowed(
    (await waiting()).map(({ id }) => id),
    clock.now(),
  );
  secret = NewJiraWebhook.parse((await api('POST')).json()).secret;
});

describe('a genuine webhook', () => {
  it('is kept before it is answered, and followed by a job', async () => {
    const answer = await send(told);
    expect([answer.statusCode, answer.json()]).toEqual([202, { outcome: 'stored' }]);
    expect((await waiting()).map(({ event }) => event)).toEqual([
      { kind: 'changed', issue, formerKeys: [], at: new Date(told.timestamp) },
    ]);
    const jobs = await test.deps.store.jobs.list(50);
    expect(jobs).toContainEqual(expect.objectContaining({ name: 'follow-issue-events', for: 'webhook' }));
    expect((await api('GET')).json()).toMatchObject({ webhook: { lastEventAt: '2026-03-01T12:00:00.000Z' } });
  });

  it('counts once however often it is sent', async () => {
    const headers = { 'x-atlassian-webhook-identifier': 'the same' };
    expect((await send(told, { headers })).json()).toEqual({ outcome: 'stored' });
    const again = await send(told, { headers: { ...headers, 'x-atlassian-webhook-retry': '1' } });
    expect([again.statusCode, again.json()]).toEqual([202, { outcome: 'known' }]);
    expect(await waiting()).toHaveLength(1);
  });

  it('without an identifier is known by its body', async () => {
    const headers = { 'x-atlassian-webhook-identifier': undefined };
    const other = { ...told, timestamp: told.timestamp + 1 };
    const outcomes = [await send(told, { headers }), await send(told, { headers }), await send(other, { headers })];
    expect(outcomes.map((answer) => answer.json<{ readonly outcome: string }>().outcome)).toEqual([
      'stored',
      'known',
      'stored',
    ]);
  });

  it('about something else is answered and let go', async () => {
    const answer = await send({ ...told, webhookEvent: 'comment_created' });
    expect(answer.statusCode).toBe(202);
    expect(answer.json()).toEqual({ outcome: 'ignored', reason: 'Nothing is done for comment_created.' });
    expect(await waiting()).toEqual([]);
  });
});

describe('what is not genuine', () => {
  it.each([
    ['another secret', { secret: 'another' }],
    ['no signature', { headers: { 'x-hub-signature': undefined } }],
    ['another form of signature', { headers: { 'x-hub-signature': 'sha1=0123' } }],
    ['a signature of another body', { headers: { 'x-hub-signature': `sha256=${'0'.repeat(64)}` } }],
  ])('is refused: %s', async (_case, how) => {
    const answer = await send(told, how);
    expect([answer.statusCode, answer.json()]).toMatchObject([401, { type: 'invalid-signature' }]);
    expect(answer.body).not.toContain(secret);
    expect(await waiting()).toEqual([]);
  });

  it.each(['/webhooks/jira/2', '/webhooks/jira/0', '/webhooks/jira/one', '/webhooks/jira/99999999999'])(
    'finds nothing at %s',
    async (url) => {
      expect((await send(told, { url })).statusCode).toBe(404);
    },
  );

  it.each([
    ['no JSON', '{'],
    ['no event', {}],
    ['no issue', { webhookEvent: 'jira:issue_created' }],
    ['an issue without a key', { ...told, issue: { id: '1', fields } }],
  ])('says that it cannot be read: %s', async (_case, content) => {
    const answer = await send(content);
    expect([answer.statusCode, answer.json()]).toMatchObject([400, { title: 'The webhook cannot be read' }]);
  });

  it('is not read when it is larger than 8 MB', async () => {
    const answer = await send('x'.repeat(8 * 1_048_576 + 1));
    expect([answer.statusCode, answer.json()]).toMatchObject([413, { detail: 'It may hold 8 MB.' }]);
  });
});

describe('the secret', () => {
  it('is shown once with the steps, and never again', async () => {
    const shown = await api('GET');
    expect(shown.body).not.toContain(secret);
    expect(shown.json()).toMatchObject({ webhook: { url: 'https://branchline.example/webhooks/jira/1' } });
    const { steps } = shown.json<{ readonly webhook: { readonly steps: readonly string[] } }>().webhook;
    expect(steps.join('\n')).toContain('https://branchline.example/webhooks/jira/1');
  });

  it('stays good for a day after it was changed', async () => {
    const before = secret;
    const changed = await api('POST', '/secret');
    const after = NewJiraWebhook.parse(changed.json()).secret;
    expect(after).not.toBe(before);
    expect((await send(told, { secret: before })).statusCode).toBe(202);
    expect((await send(told, { secret: after })).statusCode).toBe(202);
    test.advance(24 * 3_600_000);
    expect((await send(told, { secret: before })).statusCode).toBe(401);
    expect((await send(told, { secret: after })).statusCode).toBe(202);
  });

  it('opens nothing any more once the webhook is forgotten', async () => {
    expect((await api('DELETE')).statusCode).toBe(204);
    expect((await send(told)).statusCode).toBe(404);
    expect((await api('GET')).json()).toEqual({ webhook: null });
    expect((await api('POST', '/secret')).statusCode).toBe(404);
  });

  it('leaves a line in the audit log', async () => {
    const lines = await test.deps.store.auditLog.list({ what: 'jira-webhook/' }, 1);
    expect(lines).toMatchObject([{ who: 'administrator', what: 'jira-webhook/make', about: 'jira-site/1' }]);
    expect(JSON.stringify(lines)).not.toContain(secret);
  });
});

describe('what Jira tells', () => {
  const now = new Date('2026-03-01T12:00:00Z');
  const read = (content: unknown) => issueEventFrom(Buffer.from(JSON.stringify(content)), now);

  it('names the keys an issue had before', () => {
    const items: readonly unknown[] = [
      { field: 'project', fromString: 'Old', toString: 'New' },
      { field: 'Key', fromString: 'old-7', toString: 'ABC-1' },
      { field: 'Key' },
      'not a change',
    ];
    expect(read({ ...told, changelog: { items } })).toMatchObject({ kind: 'changed', formerKeys: ['OLD-7'] });
  });

  it.each([
    ['jira:issue_deleted', { kind: 'deleted', key: 'ABC-1' }],
    ['project_created', { kind: 'projects' }],
    ['project_updated', { kind: 'projects' }],
    ['project_deleted', { kind: 'projects' }],
  ])('of %s', (webhookEvent, event) => {
    expect(read({ ...told, webhookEvent })).toEqual(event);
  });

  it('is not taken for newer than now, and makes do with little', () => {
    expect(read({ ...told, timestamp: now.getTime() + 5000 })).toMatchObject({ at: now });
    const bare = { webhookEvent: 'jira:issue_created', issue: { id: 10_001, key: 'ABC-1', fields: {} } };
    expect(read(bare)).toEqual({
      kind: 'changed',
      issue: { id: '10001', key: 'ABC-1', summary: '', type: '', status: '' },
      formerKeys: [],
      at: now,
    });
  });
});
