/** Removing as a job: nothing of the integration goes on, its webhooks go first, and a kill costs nothing. */

import { Failure, type IntegrationId } from '@branchline/domain';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { fakeRepository, fakeService, type FakeService } from '../../test-support/fake-webhook-service.ts';
import { silentLog } from '../../test-support/silent-log.ts';
import { testSecretBox } from '../../test-support/test-secret-box.ts';
import { openTestStore, type TestStore } from '../../test-support/test-store.ts';
import { resumeIntegration } from '../repositories/control-repository.ts';
import { describeRemoval, finishRemoval, removeIntegration, type FinishRemovalDeps } from './remove-integration.ts';
import { setUpWebhooks, type SetUpWebhooksDeps } from './set-up-webhooks.ts';

const notStopping = new AbortController().signal;

let test: TestStore;
let service: FakeService;
let deps: SetUpWebhooksDeps & FinishRemovalDeps;
let id: IntegrationId;
let warned: unknown[];

beforeEach(async () => {
  test = await openTestStore();
  service = fakeService();
  service.levels = ['repository'];
  warned = [];
  let tokens = 0;
  deps = {
    store: test.store,
    log: { ...silentLog, warn: (...line) => void warned.push(line) },
    clock: { now: () => new Date('2026-03-01T12:00:00Z') },
    secretBox: testSecretBox(),
    connectors: new Map([['fake', service.connector]]),
    randomToken: () => `token-of-test-${(tokens += 1)}`,
    publicUrl: 'https://branchline.example',
    oauth: undefined as never,
  };
  id = (await test.store.integrations.add({ connector: 'fake', name: 'Fake', settings: {} })).id;
  for (const name of ['acme/app', 'acme/web']) await test.store.repositories.save(id, fakeRepository(name));
  await setUpWebhooks(deps, id, notStopping);
});
afterEach(() => test.close());

/** Addresses of ours that the service still calls. */
function called(): number {
  return [...service.webhooks.values()].reduce((total, there) => total + there.size, 0);
}

async function keys() {
  return (await test.store.jobs.list(100)).map(({ key }) => key);
}

it('is told, then marked, and nothing of it goes on', async () => {
  expect(await describeRemoval(deps, id)).toMatchObject({ repositories: 2, webhooks: 2, jiraSites: [] });
  expect(await removeIntegration(deps, id)).toMatchObject({ repositories: 2, webhooks: 2 });
  expect(await test.store.integrations.list()).toEqual([]);
  expect(await keys()).toContain(`remove-integration/${id}`);
  const ledger = test.openLedger();
  expect(await ledger.pausedFlags()).toEqual([`integration:${id}`]);
  await ledger.close();
  expect(await removeIntegration(deps, id)).toBeUndefined();
  expect(await resumeIntegration(deps, id)).toBe(false);
});

it('takes the webhooks away from the service, then everything here', async () => {
  await removeIntegration(deps, id);
  await finishRemoval(deps, id);
  expect(called()).toBe(0);
  expect(await test.store.integrations.get(id)).toBeUndefined();
  expect(await test.store.repositories.listByIntegration(id)).toEqual([]);
  const ledger = test.openLedger();
  expect(await ledger.pausedFlags()).toEqual([]);
  await ledger.close();
  await finishRemoval(deps, id);
});

it('goes on where a killed process left it', async () => {
  await removeIntegration(deps, id);
  const killed = { ...test.store, transaction: () => Promise.reject(new Error('killed')) };
  await expect(finishRemoval({ ...deps, store: killed }, id)).rejects.toThrow('killed');
  expect(await test.store.integrations.get(id)).toMatchObject({ isBeingRemoved: true });
  await finishRemoval(deps, id);
  expect(await test.store.integrations.get(id)).toBeUndefined();
});

it('is not kept from going by a service that refuses, and says what stays there', async () => {
  await removeIntegration(deps, id);
  service.refuse = () => new Failure('forbidden', 'git-service', 'Our rights have gone.');
  await finishRemoval(deps, id);
  expect(await test.store.integrations.get(id)).toBeUndefined();
  expect(JSON.stringify(warned)).toContain('Our rights have gone.');
});

it('does not touch one that nobody wants removed', async () => {
  await finishRemoval(deps, id);
  expect(called()).toBe(2);
  expect(await test.store.integrations.get(id)).toMatchObject({ isBeingRemoved: false });
});
