/** Ten thousand repositories in one integration: found, found again after a kill, and looked at by the adaptive clock. */

import { nextLookAt, type IntegrationId } from '@branchline/domain';
import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  discoverRepositories,
  type DiscoverRepositoriesDeps,
} from '../../packages/server/src/features/integrations/discover-repositories.ts';
import { scheduleIndexing } from '../../packages/server/src/features/indexing/schedule-indexing.ts';
import type { RepositoryStanding } from '../../packages/server/src/ports/store/repositories.ts';
import { failureOf } from '../../packages/server/src/test-support/failure-of.ts';
import {
  listedService,
  manyListed,
  type ListedService,
} from '../../packages/server/src/test-support/listed-service.ts';
import { openTestHouse, type TestHouse } from '../../packages/server/src/test-support/test-house.ts';

const repositories = 10_000;
const minute = 60_000;
const day = 24 * 60 * minute;

let house: TestHouse;
let deps: DiscoverRepositoriesDeps;
let service: ListedService;
let id: IntegrationId;

beforeAll(async () => {
  house = await openTestHouse();
  service = listedService(manyListed(repositories));
  deps = { ...house, connectors: new Map([['listed', service.connector]]) };
  ({ id } = await house.store.integrations.add({ connector: 'listed', name: 'Listed', settings: {} }));
});
afterAll(() => house.close());

it('finds them all, and goes on where it was cut off', async () => {
  service.failOnPage = 50;
  await failureOf(discoverRepositories(deps, id));
  expect(service.pagesAsked.at(-1)).toBe(50);
  service.pagesAsked.length = 0;
  await discoverRepositories(deps, id);
  expect(service.pagesAsked[0]).toBe(50);
  expect(service.pagesAsked).toHaveLength(50);
  expect(await house.store.repositories.listByIntegration(id)).toHaveLength(repositories);
}, 180_000);

/** As an indexing that found nothing new. */
async function lookAt(repository: RepositoryStanding): Promise<void> {
  const now = house.clock.now();
  const changedAt = repository.changedAt ?? now;
  await house.store.repositories.markIndexed(repository.id, {
    refsFingerprint: 'same',
    defaultBranch: 'main',
    commitCount: 1,
    at: now,
    changed: false,
    nextLookAt: nextLookAt({ now, changedAt, receivesWebhooks: false }),
  });
}

it('are looked at by the adaptive clock, none later than a minute after its moment', async () => {
  const all = await house.store.repositories.listByIntegration(id);
  const start = house.clock.now().getTime();
  // One in ten was busy just now, the others were quiet for a month; all are due within the first minute.
  for (const [place, { id: repository }] of all.entries()) {
    const changedAt = new Date(start - (place % 10 === 0 ? 0 : 30 * day));
    const indexed = { refsFingerprint: 'same', defaultBranch: 'main', commitCount: 1 };
    await house.store.repositories.markIndexed(repository, {
      ...indexed,
      at: changedAt,
      changed: true,
      nextLookAt: new Date(start + (place % 4) * minute),
    });
  }
  const looks = new Map<number, number[]>();
  for (let passed = 0; passed <= 12; passed += 1) {
    const now = house.clock.now();
    const due = await house.store.repositories.due(now, repositories);
    for (const { nextLookAt: wanted } of due) {
      expect(now.getTime() - (wanted?.getTime() ?? 0)).toBeLessThanOrEqual(minute);
    }
    expect(await scheduleIndexing(house)).toBe(due.length);
    for (const repository of due) {
      looks.set(repository.id, [...(looks.get(repository.id) ?? []), passed]);
      await lookAt(repository);
    }
    house.advance(minute);
  }
  const times = [...looks.values()];
  expect(times).toHaveLength(repositories);
  // Busy ones again after five minutes, and a quarter of their quiet time later; quiet ones not before tomorrow.
  expect(times.filter(({ length }) => length === 1)).toHaveLength(repositories * 0.9);
  expect(times.filter(({ length }) => length > 1).every(([first = 0, second = 0]) => second - first === 5)).toBe(true);
}, 300_000);
