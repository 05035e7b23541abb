/** What is let in, what is turned away, and that what was let in is safe. */

import type { IntegrationId, Secret } from '@branchline/domain';
import { Client } from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { EndpointPlace } from '../../ports/store/webhook-endpoints.ts';
import { fakeService, fakeWebhook } from '../../test-support/fake-webhook-service.ts';
import { silentLog } from '../../test-support/silent-log.ts';
import { testSecretBox } from '../../test-support/test-secret-box.ts';
import { openTestStore, type TestStore } from '../../test-support/test-store.ts';
import {
  ensureWebhookEndpoint,
  installationPlace,
  integrationPlace,
  previousSecretHours,
  rotateWebhookSecret,
} from '../integrations/webhook-endpoints.ts';
import { triggerSecretHeader } from './generic-trigger.ts';
import type { KnownEndpoint } from './known-endpoints.ts';
import { createWebhookDoor, type WebhookDoor } from './webhook-door.ts';

let test: TestStore;
let door: WebhookDoor;
let deps: Parameters<typeof createWebhookDoor>[0] & Parameters<typeof ensureWebhookEndpoint>[0];
let integrationId: IntegrationId;
let time: number;

beforeEach(async () => {
  test = await openTestStore();
  time = Date.UTC(2026, 2, 1, 12);
  let tokens = 0;
  deps = {
    store: test.store,
    log: silentLog,
    clock: { now: () => new Date(time) },
    secretBox: testSecretBox(),
    connectors: new Map([['fake', fakeService().connector]]),
    randomToken: () => `token-of-test-${(tokens += 1)}`,
  };
  door = createWebhookDoor(deps);
  integrationId = (await test.store.integrations.add({ connector: 'fake', name: 'Fake', settings: {} })).id;
});
afterEach(() => test.close());

async function open(place: EndpointPlace): Promise<{ known: KnownEndpoint; secret: Secret }> {
  const { token, secret } = await ensureWebhookEndpoint(deps, place);
  const known = await door.find(token);
  if (known === undefined) throw new Error('The address is not known.');
  return { known, secret };
}

const push = { look: { id: '1', name: 'acme/app' } };

function log() {
  return test.store.deliveries.list({}, 100);
}

describe('an address', () => {
  it('is found by its token alone, and nothing else is', async () => {
    const { known } = await open(integrationPlace(integrationId));
    expect(known).toMatchObject({ connector: 'fake', endpoint: { integrationId, repositoryId: undefined } });
    for (const token of ['', 'x', `${known.endpoint.token}x`, known.endpoint.token.slice(1)]) {
      expect(await door.find(token)).toBeUndefined();
    }
  });

  it('is made once for each place', async () => {
    const [first, second] = await Promise.all([
      ensureWebhookEndpoint(deps, installationPlace),
      ensureWebhookEndpoint(deps, installationPlace),
    ]);
    expect(second.id).toBe(first.id);
    expect(await test.store.webhookEndpoints.list()).toHaveLength(1);
  });

  it('ends with its integration', async () => {
    const { known } = await open(integrationPlace(integrationId));
    await test.store.integrations.remove(integrationId);
    time += 60_000;
    expect(await door.find(known.endpoint.token)).toBeUndefined();
  });
});

describe('a genuine webhook', () => {
  it('is stored with the job that reads it, without anything secret', async () => {
    const { known, secret } = await open(integrationPlace(integrationId));
    const { headers, body } = fakeWebhook(push, { secret, delivery: 'd-1' });
    const told = { authorization: 'Bearer x', cookie: 'a=b', 'x-api-key': 'k', 'x-own': `is ${secret.reveal()}` };
    const { outcome } = await door.accept(known, { headers: { ...headers, ...told, host: 'h' }, body });
    expect(outcome).toBe('stored');
    const [line] = await log();
    expect(line).toMatchObject({
      outcome: 'waiting',
      event: 'push',
      connector: 'fake',
      integrationId,
      size: body.length,
    });
    const whole = await test.store.deliveries.get(line!.id);
    expect(Buffer.from(whole!.body!)).toEqual(body);
    expect(whole!.headers).toEqual({
      'content-type': 'application/json',
      'x-fake-event': 'push',
      'x-fake-delivery': 'd-1',
    });
    expect(await test.store.jobs.list(10)).toMatchObject([
      { name: 'read-webhooks', key: `webhooks/${integrationId}`, for: 'webhook' },
    ]);
  });

  it('is kept once, however often it is repeated', async () => {
    const { known, secret } = await open(integrationPlace(integrationId));
    const webhook = fakeWebhook(push, { secret, delivery: 'd-1' });
    const outcomes = await Promise.all([1, 2, 3].map(() => door.accept(known, webhook)));
    time += 3_600_000;
    const late = await door.accept(known, webhook);
    expect([...outcomes, late].map(({ outcome }) => outcome).sort()).toEqual(['known', 'known', 'known', 'stored']);
    expect(await log()).toHaveLength(1);
  });

  it('without an id counts once for a moment, and later again', async () => {
    const { known, secret } = await open(integrationPlace(integrationId));
    const accept = async () => (await door.accept(known, fakeWebhook(push, { secret }))).outcome;
    expect([await accept(), await accept()]).toEqual(['stored', 'known']);
    time += 60_000;
    expect(await accept()).toBe('stored');
  });

  it('with the id of a delivery to another address is another delivery', async () => {
    const here = await open(integrationPlace(integrationId));
    const other = await open(installationPlace);
    for (const { known, secret } of [here, other]) {
      const { outcome } = await door.accept(known, fakeWebhook(push, { secret, delivery: 'd-1' }));
      expect(outcome).toBe('stored');
    }
  });

  it('that arrives with a thousand others is committed with them, and each is told its own id', async () => {
    const { known, secret } = await open(integrationPlace(integrationId));
    const watch = new Client({ connectionString: test.connectionString });
    await watch.connect();
    // Every row says by which transaction it was written.
    const commits = async () => {
      const { rows } = await watch.query<{ commits: string }>(
        'select count(distinct xmin::text) as commits from webhook_deliveries',
      );
      return Number(rows[0]?.commits);
    };
    const names = Array.from({ length: 1000 }, (_, index) => `d-${index}`);
    const accepted = await Promise.all(
      names.map((delivery) => door.accept(known, fakeWebhook(push, { secret, delivery }))),
    );
    expect(await commits()).toBeLessThan(20);
    await watch.end();
    const ids = accepted.map((each) => (each.outcome === 'stored' ? each.delivery : 0));
    for (const index of [0, 499, 999]) {
      const { headers } = (await test.store.deliveries.get(ids[index]!))!;
      expect(headers['x-fake-delivery']).toBe(`d-${index}`);
    }
    expect(new Set(ids).size).toBe(1000);
    expect(await test.store.jobs.list(10)).toHaveLength(1);
  });
});

it('of each integration is read in a queue of its own, so that none waits for another', async () => {
  const { id: other } = await test.store.integrations.add({ connector: 'fake', name: 'Other', settings: {} });
  const places = [integrationPlace(integrationId), integrationPlace(other), installationPlace];
  for (const place of places) {
    const { known, secret } = await open(place);
    await door.accept(known, fakeWebhook(push, { secret, delivery: 'd-1' }));
  }
  const jobs = await test.store.jobs.list(10);
  expect(jobs.map(({ key }) => key ?? '').sort((a, b) => (a < b ? -1 : 1))).toEqual([
    `webhooks/${integrationId}`,
    `webhooks/${other}`,
    'webhooks/installation',
  ]);
  const inboxes = await test.store.deliveries.waitingInboxes(new Date(time + 1));
  expect(new Set(inboxes)).toEqual(new Set([integrationId, other, undefined]));
});

describe('what is not genuine', () => {
  it('is turned away and counted without its body, one line however many there are', async () => {
    const { known } = await open(integrationPlace(integrationId));
    const wrong = fakeWebhook(push, { secret: 'another', delivery: 'd-1' });
    for (let count = 0; count < 50; count++) {
      expect(await door.accept(known, wrong)).toEqual({
        outcome: 'refused',
        reason: 'The signature is not that of the secret.',
      });
    }
    await expect.poll(async () => (await log()).map(({ repeats }) => repeats)).toEqual([49]);
    const [line] = await log();
    expect(line).toMatchObject({ outcome: 'refused', event: 'push', note: 'The signature is not that of the secret.' });
    expect((await test.store.deliveries.get(line!.id))?.body).toBeUndefined();
    expect(await test.store.jobs.list(10)).toEqual([]);
  });

  it('does not keep the genuine one with the same id out', async () => {
    const { known, secret } = await open(integrationPlace(integrationId));
    await door.accept(known, fakeWebhook(push, { delivery: 'd-1' }));
    const { outcome } = await door.accept(known, fakeWebhook(push, { secret, delivery: 'd-1' }));
    expect(outcome).toBe('stored');
  });

  it('comes from nobody we know', async () => {
    const { known } = await open(installationPlace);
    const { outcome } = await door.accept(known, { headers: { 'x-strange-event': 'push' }, body: Buffer.from('{}') });
    expect(outcome).toBe('refused');
  });
});

describe('a changed secret', () => {
  it('is good at once, and the one before for a day', async () => {
    const { known, secret } = await open(integrationPlace(integrationId));
    const next = (await rotateWebhookSecret(deps, known.endpoint.id))!;
    expect(next.reveal()).not.toBe(secret.reveal());
    // The door has known the address for a while.
    time += 500;
    async function outcomeOf(key: Secret, delivery: string) {
      const at = (await door.find(known.endpoint.token))!;
      return (await door.accept(at, fakeWebhook(push, { secret: key, delivery }))).outcome;
    }
    expect([await outcomeOf(next, '1'), await outcomeOf(secret, '2')]).toEqual(['stored', 'stored']);
    time += previousSecretHours * 3_600_000;
    expect([await outcomeOf(next, '3'), await outcomeOf(secret, '4')]).toEqual(['stored', 'refused']);
  });
});

describe('the trigger for scripts', () => {
  const body = Buffer.from('{"cloneUrl":"https://fake.example/acme/app.git"}');

  it('is taken at every address, with the secret in a header that is not kept', async () => {
    for (const place of [installationPlace, integrationPlace(integrationId)]) {
      const { known, secret } = await open(place);
      const headers = { [triggerSecretHeader]: secret.reveal(), 'content-type': 'application/json' };
      expect((await door.accept(known, { headers, body })).outcome).toBe('stored');
      const bearer = { authorization: `bearer ${secret.reveal()}` };
      expect((await door.accept(known, { headers: bearer, body })).outcome).toBe('known');
    }
    for (const { id } of await log()) {
      const whole = await test.store.deliveries.get(id);
      expect(whole).toMatchObject({ event: 'trigger', connector: 'trigger' });
      expect(Object.keys(whole!.headers)).not.toContain(triggerSecretHeader);
    }
  });

  it.each(['', 'wrong', 'wrong'.repeat(20)])('is turned away with the secret %j', async (given) => {
    const { known } = await open(integrationPlace(integrationId));
    expect((await door.accept(known, { headers: { [triggerSecretHeader]: given }, body })).outcome).toBe('refused');
  });
});
