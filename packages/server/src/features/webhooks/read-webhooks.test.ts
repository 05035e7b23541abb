/** What deliveries become: jobs that look, or words that say why nothing was done. */

import type { IndexScope, IntegrationId, RepositoryId } from '@branchline/domain';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { GitServiceConnector } from '../../ports/git-service.ts';
import type { EndpointPlace } from '../../ports/store/webhook-endpoints.ts';
import { fakeRepository, fakeService, fakeWebhook, type FakePayload } from '../../test-support/fake-webhook-service.ts';
import { openJobTaker, type JobTaker } from '../../test-support/job-taker.ts';
import { silentLog } from '../../test-support/silent-log.ts';
import { testSecretBox } from '../../test-support/test-secret-box.ts';
import { openTestStore, type TestStore } from '../../test-support/test-store.ts';
import { scheduleIndexing } from '../indexing/schedule-indexing.ts';
import { ensureWebhookEndpoint, installationPlace, integrationPlace } from '../integrations/webhook-endpoints.ts';
import { triggerSecretHeader } from './generic-trigger.ts';
import { readWebhooks, type ReadWebhooksDeps } from './read-webhooks.ts';
import { createWebhookDoor, type WebhookDoor } from './webhook-door.ts';

const notStopping = new AbortController().signal;

let test: TestStore;
let taker: JobTaker;
let door: WebhookDoor;
let deps: ReadWebhooksDeps & Parameters<typeof ensureWebhookEndpoint>[0] & Parameters<typeof createWebhookDoor>[0];
let integrationId: IntegrationId;
let time: number;
let saved: string[];

beforeEach(async () => {
  test = await openTestStore();
  taker = await openJobTaker(test.connectionString);
  time = Date.UTC(2026, 2, 1, 12);
  saved = [];
  let tokens = 0;
  const connectors = ['fake', 'sibling'].map((id): [string, GitServiceConnector] => [id, fakeService(id).connector]);
  deps = {
    store: test.store,
    log: silentLog,
    clock: { now: () => new Date(time) },
    secretBox: testSecretBox(),
    connectors: new Map(connectors),
    randomToken: () => `token-of-test-${(tokens += 1)}`,
    async savePayloadRows(integration, rows) {
      if (rows.repository.name === 'acme/broken') throw new TypeError('x is not a function');
      saved.push(rows.repository.name);
      const { id } = await test.store.repositories.save(integration.id, rows.repository);
      return { repositoryId: id, note: `Saved: ${rows.repository.name}.` };
    },
  };
  door = createWebhookDoor(deps);
  integrationId = await addIntegration('fake');
});
afterEach(async () => {
  await taker.close();
  await test.close();
});

async function addIntegration(connector: string, mode: 'two-way' | 'webhook-only' = 'two-way'): Promise<IntegrationId> {
  return (await test.store.integrations.add({ connector, name: connector, settings: {}, mode })).id;
}

async function addRepository(name: string, integration = integrationId): Promise<RepositoryId> {
  return (await test.store.repositories.save(integration, fakeRepository(name))).id;
}

let deliveries = 0;

async function send(place: EndpointPlace, payload: FakePayload | string): Promise<void> {
  const { token, secret } = await ensureWebhookEndpoint(deps, place);
  const { outcome } = await door.accept((await door.find(token))!, {
    ...fakeWebhook(payload, { secret, delivery: `d-${(deliveries += 1)}` }),
  });
  expect(outcome).toBe('stored');
}

/** All jobs that wait, taken out of the queue. */
async function jobs(): Promise<readonly { name: string; payload: unknown }[]> {
  const taken = [];
  for (let job = await taker.next(); job !== undefined; job = await taker.next()) taken.push(job);
  return taken.filter(({ name }) => name !== 'read-webhooks');
}

async function lines() {
  const log = await test.store.deliveries.list({}, 2000);
  return log.map(({ outcome, note, about }) => [outcome, note, about]);
}

function look(name: string, scope?: IndexScope): FakePayload {
  const { remoteId: id, cloneUrl } = fakeRepository(name);
  return { look: { id, cloneUrl, name }, ...(scope === undefined ? {} : { scope }) };
}

const main: IndexScope = { kind: 'refs', names: ['refs/heads/main'] };
const feature: IndexScope = { kind: 'refs', names: ['refs/heads/feature'] };

describe('a webhook of a repository we know', () => {
  it('becomes a look at what it speaks of, and is remembered on the repository', async () => {
    const repositoryId = await addRepository('acme/app');
    await send(integrationPlace(integrationId), look('acme/app', main));
    await readWebhooks(deps, integrationId, notStopping);
    expect(await jobs()).toEqual([
      { name: 'index-repository', payload: { repositoryId, scope: main, trigger: 'webhook' } },
    ]);
    expect(await lines()).toEqual([['queued', 'Queued: acme/app (refs/heads/main).', 'acme/app']]);
    expect(await test.store.repositories.get(repositoryId)).toMatchObject({ lastWebhookAt: new Date(time) });
  });

  it('of a pull request asks for that pull request', async () => {
    const repositoryId = await addRepository('acme/app');
    for (const remoteId of ['7', '8', '7']) {
      await send(integrationPlace(integrationId), look('acme/app', { kind: 'pull-request', remoteId }));
    }
    await readWebhooks(deps, integrationId, notStopping);
    const scope = { kind: 'some', remoteIds: ['7', '8'] };
    expect(await jobs()).toMatchObject([{ name: 'index-pull-requests', payload: { repositoryId, scope } }]);
  });

  it('is one job however many there are', async () => {
    const repositoryId = await addRepository('acme/app');
    const { token, secret } = await ensureWebhookEndpoint(deps, integrationPlace(integrationId));
    const at = (await door.find(token))!;
    await Promise.all(
      Array.from({ length: 1000 }, (_, index) => {
        const scope = index % 2 === 0 ? main : feature;
        return door.accept(at, fakeWebhook(look('acme/app', scope), { secret, delivery: `burst-${index}` }));
      }),
    );
    await readWebhooks(deps, integrationId, notStopping);
    expect((await test.store.jobs.list(100)).filter(({ name }) => name === 'index-repository')).toHaveLength(1);
    const [job] = await jobs();
    const names = (job as { payload: { scope: { names: string[] } } }).payload.scope.names;
    expect(new Set(names)).toEqual(new Set(['refs/heads/main', 'refs/heads/feature']));
    expect(job).toMatchObject({ payload: { repositoryId } });
    expect((await lines()).every(([outcome]) => outcome === 'queued')).toBe(true);
  });

  it('finds it by its id after it was renamed, and by its clone URL where there is no id', async () => {
    const repositoryId = await addRepository('acme/app');
    await send(integrationPlace(integrationId), { look: { id: 'id-of-acme/app', name: 'acme/renamed' }, scope: main });
    await send(integrationPlace(integrationId), { look: { cloneUrl: 'https://fake.example/acme/app' }, scope: main });
    await readWebhooks(deps, integrationId, notStopping);
    expect(await jobs()).toMatchObject([{ payload: { repositoryId } }]);
  });
});

describe('at the installation’s address', () => {
  it('the repository of the Git service that sent it is meant, on the host it names', async () => {
    const twin = await addIntegration('fake');
    const strange = await addIntegration('strange');
    const wanted = await addRepository('acme/app');
    const { remoteId } = fakeRepository('acme/app');
    const elsewhere = { ...fakeRepository('acme/app'), remoteId, cloneUrl: 'https://elsewhere.example/acme/app.git' };
    await test.store.repositories.save(twin, elsewhere);
    await addRepository('acme/app', strange);
    await send(installationPlace, look('acme/app', main));
    await readWebhooks(deps, undefined, notStopping);
    expect((await jobs()).map(({ payload }) => payload)).toMatchObject([{ repositoryId: wanted }]);
  });

  it('is not a way to bring rows in', async () => {
    await test.store.integrations.remove(integrationId);
    await addIntegration('fake', 'webhook-only');
    await send(installationPlace, look('acme/app'));
    await readWebhooks(deps, undefined, notStopping);
    expect(await lines()).toMatchObject([
      ['refused', expect.stringContaining("integration's own address"), 'acme/app'],
    ]);
    expect(saved).toEqual([]);
  });
});

describe('a webhook of a repository we do not know', () => {
  it('asks for the list, but not again and again', async () => {
    await send(integrationPlace(integrationId), look('acme/new'));
    await readWebhooks(deps, integrationId, notStopping);
    expect(await jobs()).toMatchObject([{ name: 'discover-repositories', payload: { integrationId } }]);
    expect(await lines()).toMatchObject([['queued', expect.stringContaining('not known here'), 'acme/new']]);
    await send(integrationPlace(integrationId), look('acme/new'));
    await readWebhooks(deps, integrationId, notStopping);
    expect(await jobs()).toEqual([]);
    time += 3_600_000;
    await send(integrationPlace(integrationId), look('acme/new'));
    await readWebhooks(deps, integrationId, notStopping);
    expect(await jobs()).toHaveLength(1);
  });

  it('that nobody chose is ignored', async () => {
    const { walk } = await test.store.listings.beginWalk(integrationId);
    const facts = { isArchived: false, isEmpty: false, activeAt: undefined, mayAdminister: undefined };
    const repository = { ...fakeRepository('acme/other'), owner: 'acme', ...facts };
    await test.store.listings.saveListings(integrationId, walk, [{ repository, passesFilter: true }]);
    await send(integrationPlace(integrationId), look('acme/other'));
    await readWebhooks(deps, integrationId, notStopping);
    expect(await lines()).toEqual([['ignored', 'acme/other is not one of the chosen repositories.', 'acme/other']]);
    expect(await jobs()).toEqual([]);
  });

  it('that says the list has changed always asks for it', async () => {
    for (const because of ['A repository was made.', 'A repository was renamed.']) {
      await send(integrationPlace(integrationId), { discover: because });
      await readWebhooks(deps, integrationId, notStopping);
      expect(await jobs()).toMatchObject([{ name: 'discover-repositories' }]);
    }
    expect((await lines()).map(([, note]) => note)).toEqual(['A repository was renamed.', 'A repository was made.']);
  });
});

it('notes why a webhook is ignored', async () => {
  await send(integrationPlace(integrationId), { ignore: 'Stars are not indexed.' });
  await send(integrationPlace(integrationId), 'no json');
  await readWebhooks(deps, integrationId, notStopping);
  expect((await lines()).map(([, note]) => note)).toEqual(['The body is no JSON.', 'Stars are not indexed.']);
});

describe('at a repository’s address', () => {
  it('only that repository can be asked for', async () => {
    const repositoryId = await addRepository('acme/app');
    await addRepository('acme/other');
    await send({ integrationId, repositoryId }, look('acme/other'));
    await send({ integrationId, repositoryId }, look('acme/app', main));
    await readWebhooks(deps, integrationId, notStopping);
    expect((await jobs()).map(({ payload }) => payload)).toEqual([{ repositoryId, scope: main, trigger: 'webhook' }]);
    expect((await lines()).map(([outcome]) => outcome)).toEqual(['queued', 'refused']);
  });

  it('a script needs to say nothing but the secret', async () => {
    const repositoryId = await addRepository('acme/app');
    const { token, secret } = await ensureWebhookEndpoint(deps, { integrationId, repositoryId });
    const headers = { [triggerSecretHeader]: secret.reveal() };
    await door.accept((await door.find(token))!, { headers, body: new Uint8Array() });
    await readWebhooks(deps, integrationId, notStopping);
    expect((await jobs()).map(({ name, payload }) => [name, payload])).toMatchObject([
      ['index-repository', { repositoryId, scope: { kind: 'everything' } }],
      ['index-pull-requests', { repositoryId, scope: { kind: 'changed' } }],
    ]);
  });
});

describe('an integration that lives by its webhooks', () => {
  it('takes the rows in the order of arrival, and a broken one keeps no other back', async () => {
    const quiet = await addIntegration('fake', 'webhook-only');
    for (const name of ['acme/one', 'acme/broken', 'acme/two']) await send(integrationPlace(quiet), look(name));
    await send(integrationPlace(quiet), { ignore: 'Stars are not indexed.' });
    await readWebhooks(deps, quiet, notStopping);
    expect(saved).toEqual(['acme/one', 'acme/two']);
    expect((await lines()).reverse()).toMatchObject([
      ['queued', 'Saved: acme/one.', 'acme/one'],
      ['failed', expect.stringContaining('made a mistake'), ''],
      ['queued', 'Saved: acme/two.', 'acme/two'],
      ['ignored', 'Stars are not indexed.', ''],
    ]);
    expect(await jobs()).toEqual([]);
  });
});

describe('reading that breaks off', () => {
  it('is taken up by the schedule when its job is gone, and webhooks are looked after every hour', async () => {
    await send(integrationPlace(integrationId), look('acme/app', main));
    await jobs();
    async function scheduled() {
      await scheduleIndexing(deps);
      return (await test.store.jobs.list(20)).map(({ name }) => name).filter((name) => name.endsWith('-webhooks'));
    }
    expect(await scheduled()).toEqual(['set-up-webhooks']);
    const finishedAt = new Date(time);
    await test.store.webhookRegistrations.saveStanding(integrationId, { obstacle: undefined, finishedAt });
    await jobs();
    time += 120_000;
    expect(await scheduled()).toEqual(['read-webhooks']);
    await readWebhooks(deps, integrationId, notStopping);
    await jobs();
    time += 3_600_000;
    expect(await scheduled()).toEqual(['set-up-webhooks']);
  });

  it('begins again where it was', async () => {
    const repositoryId = await addRepository('acme/app');
    await send(integrationPlace(integrationId), look('acme/app', main));
    const stopped = AbortSignal.abort();
    await expect(readWebhooks(deps, integrationId, stopped)).rejects.toThrow('aborted');
    await readWebhooks(deps, integrationId, notStopping);
    expect((await jobs()).map(({ payload }) => payload)).toMatchObject([{ repositoryId }]);
  });

  it('leaves everything waiting while the database is away', async () => {
    await send(integrationPlace(integrationId), look('acme/app', main));
    const away = { ...test.store, ping: () => Promise.reject(new Error('The database cannot be reached.')) };
    const broken = { ...away, listings: { ...away.listings, isLeftOut: () => Promise.reject(new Error('gone')) } };
    await expect(readWebhooks({ ...deps, store: broken }, integrationId, notStopping)).rejects.toThrow('reached');
    expect((await lines()).map(([outcome]) => outcome)).toEqual(['waiting']);
  });
});
