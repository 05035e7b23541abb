/** The webhook door over HTTP, and what the API tells of it. */

import { gzipSync } from 'node:zlib';
import type { IntegrationId, Secret } from '@branchline/domain';
import { Problem, routes } from '@branchline/contract';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ensureWebhookEndpoint, integrationPlace } from '../features/integrations/webhook-endpoints.ts';
import { fakeService, fakeWebhook, type FakeWebhook } from '../test-support/fake-webhook-service.ts';
import { accessToken, startTestServer, type TestServer } from '../test-support/test-server.ts';
import { webhookBodyLimit } from './webhooks.ts';

let test: TestServer;
let url: string;
let secret: Secret;
let integrationId: IntegrationId;

beforeEach(async () => {
  test = await startTestServer({ connectors: new Map([['fake', fakeService().connector]]) });
  const { store } = test.deps;
  integrationId = (await store.integrations.add({ connector: 'fake', name: 'Fake', settings: {} })).id;
  const endpoint = await ensureWebhookEndpoint(test.deps, integrationPlace(integrationId));
  url = `/webhooks/${endpoint.token}`;
  secret = endpoint.secret;
});
afterEach(() => test.stop());

function post(webhook: Partial<FakeWebhook>, to = url) {
  return test.server.inject({ method: 'POST', url: to, headers: webhook.headers ?? {}, payload: webhook.body ?? '' });
}

function ask(method: 'GET' | 'POST', path: string, body?: object) {
  const headers = { authorization: `Bearer ${accessToken}` };
  return test.server.inject({ method, url: path, headers, ...(body === undefined ? {} : { payload: body }) });
}

async function log(query = '') {
  const answer = await ask('GET', `/api/v1/webhooks/deliveries${query}`);
  return routes.listWebhookDeliveries.response.parse(answer.json());
}

const push = { look: { id: '1', name: 'acme/app' } };

describe('the door', () => {
  it('answers 202 when it is stored, and for its repetition', async () => {
    const webhook = fakeWebhook(push, { secret, delivery: 'd-1' });
    const first = await post(webhook);
    expect([first.statusCode, first.json()]).toEqual([202, { outcome: 'stored', delivery: 1 }]);
    const again = await post(webhook);
    expect([again.statusCode, again.json()]).toEqual([202, { outcome: 'known' }]);
  });

  it.each(['application/json', 'application/x-www-form-urlencoded', 'text/plain', 'application/octet-stream', ''])(
    'keeps the very bytes, whatever they call themselves: %j',
    async (type) => {
      const body = gzipSync('any bytes at all');
      const { headers } = fakeWebhook(body.toString('latin1'), { secret, delivery: 'd-1' });
      const { 'content-type': _, ...others } = headers;
      const signed = fakeWebhook('', { secret }).headers['x-fake-signature'] ?? '';
      const sent = { ...others, ...(type === '' ? {} : { 'content-type': type }), 'x-fake-signature': signed };
      expect((await post({ headers: sent, body })).statusCode).toBe(401);
      const { createHmac } = await import('node:crypto');
      const right = createHmac('sha256', secret.reveal()).update(body).digest('hex');
      expect((await post({ headers: { ...sent, 'x-fake-signature': right }, body })).statusCode).toBe(202);
      const stored = await test.deps.store.deliveries.list({ outcome: 'waiting' }, 1);
      const whole = await test.deps.store.deliveries.get(stored[0]!.id);
      expect(Buffer.from(whole!.body!)).toEqual(body);
    },
  );

  it('says 401 and why to what is not genuine, and notes it', async () => {
    const answer = await post(fakeWebhook(push, { secret: 'wrong' }));
    expect(answer.statusCode).toBe(401);
    expect(Problem.parse(answer.json())).toMatchObject({ type: 'invalid-signature' });
    await expect
      .poll(async () => (await log()).deliveries)
      .toMatchObject([{ outcome: 'refused', level: 'integration' }]);
  });

  it.each(['x', 'A'.repeat(43), '%00', '..', 'a'.repeat(499)])('says 404 as to anything else at %j', async (token) => {
    const answer = await post(fakeWebhook(push, { secret }), `/webhooks/${token}`);
    const elsewhere = await test.server.inject({ method: 'POST', url: '/nothing/here' });
    expect([answer.statusCode, answer.body]).toEqual([404, elsewhere.body]);
  });

  it.each(['GET', 'HEAD', 'DELETE'] as const)('takes no %s', async (method) => {
    const answer = await test.server.inject({ method, url });
    expect(await test.deps.store.deliveries.list({}, 10)).toEqual([]);
    // A person who opens the address sees the pages.
    expect([200, 404]).toContain(answer.statusCode);
  });

  it('turns away what is too large, and notes it', async () => {
    const body = Buffer.alloc(webhookBodyLimit + 1);
    const answer = await post({ headers: fakeWebhook(push, { secret }).headers, body });
    expect(answer.statusCode).toBe(413);
    expect(Problem.parse(answer.json()).detail).toContain('26 MB');
    await expect.poll(async () => (await log()).deliveries).toMatchObject([{ outcome: 'refused' }]);
  });

  it('takes far more than people may send in a minute', async () => {
    const answers = await Promise.all(
      Array.from({ length: 1500 }, (_, index) => post(fakeWebhook(push, { secret, delivery: `d-${index}` }))),
    );
    expect(new Set(answers.map(({ statusCode }) => statusCode))).toEqual(new Set([202]));
  });

  it('asks to come back when the database is away, and never says that it is gone', async () => {
    await post(fakeWebhook(push, { secret, delivery: 'd-1' }));
    await test.loseDatabase();
    const answer = await post(fakeWebhook(push, { secret, delivery: 'd-2' }));
    expect(answer.statusCode).toBe(503);
    expect(answer.headers['retry-after']).toBe('30');
    test.advance(60_000);
    expect((await post(fakeWebhook(push, { secret, delivery: 'd-3' }))).statusCode).toBe(503);
  });
});

describe('the log', () => {
  it('shows pages that can be narrowed', async () => {
    for (let index = 1; index <= 5; index++) {
      await post(fakeWebhook(push, { secret, delivery: `d-${index}`, event: index === 3 ? 'tag' : 'push' }));
      test.advance(60_000);
    }
    const first = await log('?limit=2');
    expect(first.deliveries.map(({ id }) => id)).toEqual([5, 4]);
    const second = await log(`?limit=2&cursor=${first.next}`);
    expect(second.deliveries.map(({ id }) => id)).toEqual([3, 2]);
    const last = await log(`?limit=2&cursor=${second.next}`);
    expect([last.deliveries.map(({ id }) => id), last.next]).toEqual([[1], null]);
    expect((await log('?event=tag')).deliveries.map(({ id }) => id)).toEqual([3]);
    expect((await log('?search=D-4')).deliveries.map(({ id }) => id)).toEqual([4]);
    expect((await log('?search=100%25')).deliveries).toEqual([]);
    const span = '?since=2026-03-01T12:01:00Z&until=2026-03-01T12:03:00Z';
    expect((await log(span)).deliveries.map(({ id }) => id)).toEqual([3, 2]);
    expect((await log(`?integration=${integrationId}`)).deliveries).toHaveLength(5);
    expect((await log('?integration=999')).deliveries).toEqual([]);
  });

  it('shows one with its body as text, or as base64 when it is none, and nothing secret', async () => {
    const { headers, body } = fakeWebhook('{"say":"grüß dich"}', { secret, delivery: 'd-1' });
    await post({ headers: { ...headers, authorization: 'Bearer hidden', 'x-fake-token': 'hidden' }, body });
    const shown = await ask('GET', '/api/v1/webhooks/deliveries/1');
    expect(routes.showWebhookDelivery.response.parse(shown.json())).toMatchObject({
      body: { encoding: 'text', content: '{"say":"grüß dich"}', isCut: false },
      headers: { 'x-fake-delivery': 'd-1' },
      integrationName: 'Fake',
    });
    for (const hidden of ['hidden', 'signature', secret.reveal()]) expect(shown.body).not.toContain(hidden);
  });
});

describe('replaying', () => {
  const replay = (body: object) => ask('POST', '/api/v1/webhooks/replay', body);

  it('of one, of many, and of all since a moment', async () => {
    const { store, clock } = test.deps;
    for (let index = 1; index <= 4; index++) {
      await post(fakeWebhook(push, { secret, delivery: `d-${index}` }));
      test.advance(60_000);
    }
    async function readAll() {
      const waiting = await store.deliveries.list({ outcome: 'waiting' }, 100);
      const read = waiting.map(({ id }) => ({ id, integrationId, repositoryId: undefined, about: '' }));
      await store.deliveries.markRead(
        read.map((each) => ({ ...each, outcome: each.id === 2 ? 'failed' : 'ignored', note: 'Read.' })),
        clock.now(),
      );
      return waiting.map(({ id }) => id);
    }
    await readAll();
    expect((await replay({ ids: [3] })).json()).toEqual({ replayed: 1 });
    expect((await log('?outcome=waiting')).deliveries).toMatchObject([
      { id: 3, note: '', replayedAt: '2026-03-01T12:04:00.000Z' },
    ]);
    expect(await readAll()).toEqual([3]);
    expect((await replay({ filter: { outcome: 'failed' } })).json()).toEqual({ replayed: 1 });
    expect(await readAll()).toEqual([2]);
    expect((await replay({ filter: { since: '2026-03-01T12:01:00Z' } })).json()).toEqual({ replayed: 3 });
    expect(await store.jobs.list(10)).toMatchObject([{ name: 'read-webhooks' }]);
  });

  it('is not done for what was refused: it was not kept', async () => {
    await post(fakeWebhook(push, { secret: 'wrong' }));
    await expect.poll(async () => (await log()).deliveries).toHaveLength(1);
    expect((await replay({ filter: {} })).json()).toEqual({ replayed: 0 });
  });
});

describe('addresses', () => {
  const path = '/api/v1/webhooks/endpoints';

  it('show their secret once, with what to do at the service', async () => {
    const made = routes.makeWebhookEndpoint.response.parse((await ask('POST', path, { integrationId })).json());
    expect(made).toMatchObject({
      level: 'integration',
      secret: secret.reveal(),
      manualSteps: ['Add a webhook for the owner.'],
    });
    expect(made.url).toBe(`https://branchline.example${url}`);
    const again = (await ask('POST', path, { integrationId })).json();
    expect(again).toMatchObject({ id: made.id, secret: null, secretIsShown: true });
    const listed = await ask('GET', path);
    expect(listed.body).toContain(made.url);
    expect(listed.body).not.toContain(secret.reveal());
  });

  it('get a new secret, and the one before is good for a day', async () => {
    const { id } = (await ask('POST', path, { integrationId })).json<{ id: number }>();
    const changed = routes.changeWebhookSecret.response.parse((await ask('POST', `${path}/${id}/secret`)).json());
    expect(changed).toMatchObject({ previousSecretUntil: '2026-03-02T12:00:00.000Z' });
    expect(changed.secret).not.toBe(secret.reveal());
    test.advance(1000);
    expect((await post(fakeWebhook(push, { secret: changed.secret ?? '' }))).statusCode).toBe(202);
  });

  it('of a repository belong to its integration', async () => {
    const remote = {
      remoteId: '1',
      name: 'acme/app',
      cloneUrl: 'https://fake.example/acme/app.git',
      webUrl: undefined,
    };
    const { id: repositoryId } = await test.deps.store.repositories.save(integrationId, remote);
    const made = await ask('POST', path, { repositoryId });
    expect(made.json()).toMatchObject({ level: 'repository', integrationId, repositoryId });
    expect((await ask('POST', path, { repositoryId: 999 })).statusCode).toBe(404);
    expect((await ask('POST', path, { integrationId: 999 })).statusCode).toBe(404);
  });

  it('of the installation are for every service', async () => {
    const made = routes.makeWebhookEndpoint.response.parse((await ask('POST', path, {})).json());
    expect(made).toMatchObject({ level: 'installation', integrationId: null, repositoryId: null });
    expect(made.manualSteps.join(' ')).toContain('x-branchline-secret');
  });
});
