/** Which webhooks are made, at which level, when again, and what becomes of them. */

import { Failure, type FailureKind, type IntegrationId } from '@branchline/domain';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { failureOf } from '../../test-support/failure-of.ts';
import { fakeRepository, fakeService, type FakeService } from '../../test-support/fake-webhook-service.ts';
import { silentLog } from '../../test-support/silent-log.ts';
import { testSecretBox } from '../../test-support/test-secret-box.ts';
import { openTestStore, type TestStore } from '../../test-support/test-store.ts';
import { removeWebhooks } from './remove-webhooks.ts';
import { setUpWebhooks, type SetUpWebhooksDeps } from './set-up-webhooks.ts';
import {
  ensureWebhookEndpoint,
  installationPlace,
  integrationPlace,
  rotateWebhookSecret,
} from './webhook-endpoints.ts';

const notStopping = new AbortController().signal;
const day = 24 * 3_600_000;

let test: TestStore;
let service: FakeService;
let deps: SetUpWebhooksDeps;
let integrationId: IntegrationId;
let time: number;

beforeEach(async () => {
  test = await openTestStore();
  time = Date.UTC(2026, 2, 1, 12);
  service = fakeService();
  let tokens = 0;
  deps = {
    store: test.store,
    log: silentLog,
    clock: { now: () => new Date(time) },
    secretBox: testSecretBox(),
    connectors: new Map([['fake', service.connector]]),
    randomToken: () => `token-of-test-${(tokens += 1)}`,
    publicUrl: 'https://branchline.example',
  } as unknown as SetUpWebhooksDeps;
  integrationId = await addIntegration();
});
afterEach(() => test.close());

async function addIntegration(): Promise<IntegrationId> {
  return (await test.store.integrations.add({ connector: 'fake', name: 'Fake', settings: {} })).id;
}

async function addRepositories(...names: readonly string[]): Promise<void> {
  for (const name of names) await test.store.repositories.save(integrationId, fakeRepository(name));
}

function refuse(...places: readonly string[]): void {
  service.refuse = (place) =>
    places.includes(place) ? new Failure('forbidden', 'git-service', `No right for ${place}.`) : undefined;
}

/** Places at the service that have a webhook of ours. */
function made(): readonly string[] {
  return [...service.webhooks]
    .filter(([, addresses]) => addresses.size > 0)
    .map(([place]) => place)
    .sort();
}

function asked(): readonly string[] {
  return service.asked.splice(0);
}

const setUp = () => setUpWebhooks(deps, integrationId, notStopping);
const registrations = () => test.store.webhookRegistrations.list(integrationId);

describe('an integration whose webhooks are made by hand', () => {
  it('gets none, says so, and keeps those that were made before', async () => {
    await addRepositories('acme/one');
    await setUp();
    expect(made()).toEqual(['app']);
    await test.store.integrations.change(integrationId, { makesWebhooks: false });
    asked();
    await setUp();
    expect([made(), asked()]).toEqual([['app'], []]);
    const standing = await test.store.webhookRegistrations.standing(integrationId);
    expect(standing.obstacle).toContain('made by hand');
    await test.store.integrations.change(integrationId, { makesWebhooks: true });
    await setUp();
    expect((await test.store.webhookRegistrations.standing(integrationId)).obstacle).toBeUndefined();
  });
});

describe('the level', () => {
  it('is the app where that is allowed, at the address that all integrations share', async () => {
    await addRepositories('acme/one', 'acme/two');
    await setUp();
    expect(made()).toEqual(['app']);
    const shared = await ensureWebhookEndpoint(deps, installationPlace);
    const address = `https://branchline.example/webhooks/${shared.token}`;
    expect([...service.webhooks.get('app')!]).toEqual([[address, shared.secret.reveal()]]);
  });

  it('is the owner next, and the repository where an owner refuses', async () => {
    await addRepositories('acme/one', 'acme/two', 'ann/notes', 'lone');
    refuse('app', 'owner/ann');
    await setUp();
    expect(made()).toEqual(['owner/acme', 'repository/ann/notes', 'repository/lone']);
    const own = await ensureWebhookEndpoint(deps, integrationPlace(integrationId));
    expect([...service.webhooks.get('owner/acme')!.values()]).toEqual([own.secret.reveal()]);
    expect((await registrations()).map(({ place, state, reason }) => [place, state, reason])).toEqual([
      ['app', 'refused', 'No right for app.'],
      ['owner/acme', 'working', undefined],
      ['owner/ann', 'refused', 'No right for owner/ann.'],
      ['repository/id-of-ann/notes', 'working', undefined],
      ['repository/id-of-lone', 'working', undefined],
    ]);
  });

  it('of a group covers the groups in it', async () => {
    service.levels = ['owner', 'repository'];
    await addRepositories('acme/deep/er/one', 'acme/two', 'acme-labs/three');
    await setUp();
    expect(made()).toEqual(['owner/acme', 'owner/acme-labs']);
  });

  it('changes when rights come: what is narrower is removed', async () => {
    await addRepositories('acme/one');
    refuse('app', 'owner/acme');
    await setUp();
    expect(made()).toEqual(['repository/acme/one']);
    refuse();
    time += day;
    await setUp();
    expect(made()).toEqual(['app']);
    expect((await registrations()).map(({ place }) => place)).toEqual(['app']);
  });
});

describe('asking again', () => {
  it('happens daily, and for what is failing every hour', async () => {
    service.levels = ['repository'];
    await addRepositories('acme/good', 'acme/bad');
    const reason = 'The last answer was 500.';
    service.standing = (place) =>
      place === 'repository/acme/bad' ? { state: 'failing', reason } : { state: 'working', reason: undefined };
    await setUp();
    expect(asked()).toHaveLength(2);
    expect((await registrations())[0]).toMatchObject({ state: 'failing', reason, workingAt: undefined });
    time += 3_600_000;
    await setUp();
    expect(asked()).toEqual(['repository/acme/bad']);
    time += day;
    await setUp();
    expect(asked()).toHaveLength(2);
  });

  it('goes on where a rate limit broke it off', async () => {
    service.levels = ['repository'];
    await addRepositories(...Array.from({ length: 30 }, (_, index) => `acme/number-${10 + index}`));
    let allowed = 10;
    service.refuse = () => {
      allowed -= 1;
      return allowed < 0 ? new Failure('rate-limited', 'git-service', 'Wait.') : undefined;
    };
    expect((await failureOf(setUp())).kind).toBe('rate-limited');
    expect(made()).toHaveLength(10);
    const first = new Set(made());
    allowed = 1000;
    asked();
    await setUp();
    expect(asked().filter((place) => first.has(place))).toEqual([]);
    expect(made()).toHaveLength(30);
  });

  it.each<FailureKind>(['unavailable', 'invalid-response'])(
    'is left to the job when one answer is %s',
    async (kind) => {
      service.levels = ['owner', 'repository'];
      await addRepositories('acme/one', 'bad/one', 'core/one');
      service.refuse = (place) => (place === 'owner/bad' ? new Failure(kind, 'git-service', 'Not now.') : undefined);
      expect((await failureOf(setUp())).kind).toBe(kind);
      expect(made()).toEqual(['owner/acme', 'owner/core']);
    },
  );

  it('follows a changed secret and a changed address', async () => {
    service.levels = ['owner'];
    await addRepositories('acme/one');
    await setUp();
    const { id } = await ensureWebhookEndpoint(deps, integrationPlace(integrationId));
    const secret = await rotateWebhookSecret(deps, id);
    expect(await test.store.jobs.list(5)).toMatchObject([{ name: 'set-up-webhooks', for: 'person' }]);
    await setUp();
    expect([...service.webhooks.get('owner/acme')!.values()]).toEqual([secret?.reveal()]);
    deps = { ...deps, publicUrl: 'https://moved.example' };
    await setUp();
    const addresses = [...service.webhooks.get('owner/acme')!.keys()];
    expect(addresses.map((address) => new URL(address).host)).toEqual(['moved.example']);
  });

  it('says which webhook was made with the present secret', async () => {
    service.levels = ['owner'];
    await addRepositories('acme/one');
    await setUp();
    time += 24 * 3_600_000;
    await setUp();
    const { id } = await ensureWebhookEndpoint(deps, integrationPlace(integrationId));
    await rotateWebhookSecret(deps, id);
    await setUp();
    expect(service.madeBefore).toEqual([undefined, expect.any(String), undefined]);
  });

  it('also asks for what was missed since', async () => {
    service.levels = ['owner'];
    await addRepositories('acme/one');
    const began = new Date(time);
    await setUp();
    expect(service.resent).toEqual([]);
    time += 3_600_000;
    const second = new Date(time);
    await setUp();
    time += 3_600_000;
    await setUp();
    expect(service.resent).toEqual([
      { place: 'owner/acme', since: began },
      { place: 'owner/acme', since: second },
    ]);
  });
});

describe('nothing is made', () => {
  it.each(['http://localhost:8095', 'http://127.0.0.1:8095', 'http://[::1]:8095'])(
    'when nobody can reach %s',
    async (publicUrl) => {
      deps = { ...deps, publicUrl };
      await addRepositories('acme/one');
      await setUp();
      expect(asked()).toEqual([]);
      const { obstacle } = await test.store.webhookRegistrations.standing(integrationId);
      expect(obstacle).toContain('BRANCHLINE_URL');
    },
  );

  it('when the credential cannot', async () => {
    service.levels = [];
    await setUp();
    const { obstacle } = await test.store.webhookRegistrations.standing(integrationId);
    expect(obstacle).toContain('by hand');
  });
});

describe('when an integration goes', () => {
  async function integration() {
    return (await test.store.integrations.get(integrationId))!;
  }

  it('its webhooks go, and what stays is named', async () => {
    await addRepositories('acme/one', 'ann/one');
    service.levels = ['owner'];
    await setUp();
    refuse('owner/ann');
    const { removed, failures } = await removeWebhooks(deps, await integration());
    expect(removed).toBe(1);
    expect(failures).toEqual([expect.stringMatching(/^The webhook of ann stays: No right for owner\/ann\. It calls/)]);
    expect(made()).toEqual(['owner/ann']);
  });

  it('an app’s webhook stays while another integration uses it', async () => {
    await setUp();
    const first = await integration();
    integrationId = await addIntegration();
    await setUp();
    expect(await removeWebhooks(deps, first)).toEqual({ removed: 0, failures: [] });
    await test.store.integrations.remove(first.id);
    expect(await removeWebhooks(deps, await integration())).toEqual({ removed: 1, failures: [] });
    expect(made()).toEqual([]);
  });
});
