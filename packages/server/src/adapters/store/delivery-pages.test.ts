import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Client } from 'pg';
import type { DeliveryFilter } from '../../ports/store/deliveries.ts';
import { openTestStore, type TestStore } from '../../test-support/test-store.ts';

/** More than are looked at in one go. */
const deliveries = 30_000;

let test: TestStore;

beforeAll(async () => {
  test = await openTestStore();
  const { id } = await test.store.integrations.add({ connector: 'git', name: 'Code', settings: {} });
  const place = { integrationId: id, repositoryId: undefined };
  await test.store.webhookEndpoints.ensure(place, 'token');
  const client = new Client({ connectionString: test.connectionString });
  await client.connect();
  await client.query(
    `insert into webhook_deliveries
       (received_at, about, outcome, note, endpoint_id, integration_id, repository_id, connector, event, body, size)
     select timestamptz '2026-03-01T00:00:00Z' + i * interval '1 minute', 'team/app-' || i,
       case when i % 3 = 0 then 'ignored' when i = 5 then 'waiting' else 'queued' end, '', 1, 1,
       case when i % 3 = 0 then null else 1 end, 'github', case when i = 3 then 'ping' else 'push' end,
       case when i % 2 = 0 then 'x'::bytea end, 1
     from generate_series(1, $1::integer) i`,
    [deliveries],
  );
  await client.end();
});
afterAll(() => test.close());

/** All pages one after the other, and how many there were. */
async function pagesOf(filter: DeliveryFilter, limit = 50) {
  const ids: number[] = [];
  const lookedBackTo: (Date | undefined)[] = [];
  let before: number | undefined;
  do {
    const page = await test.store.deliveries.page(filter, limit, before);
    ids.push(...page.deliveries.map(({ id }) => id));
    lookedBackTo.push(page.lookedBackTo);
    before = page.next;
  } while (before !== undefined);
  return { ids, lookedBackTo };
}

describe('a page of deliveries', () => {
  it('is full while an index knows what is asked for', async () => {
    const page = await test.store.deliveries.page({ outcome: 'ignored' }, 2);
    expect(page.deliveries.map(({ about }) => about)).toEqual(['team/app-30000', 'team/app-29997']);
    expect(page.lookedBackTo).toBeUndefined();
  });

  it('ends where so many were looked at, says so, and goes on from there until everything was', async () => {
    const found = await pagesOf({ search: 'app-7' }, 200);
    expect(found.ids).toEqual(found.ids.toSorted((a, b) => b - a));
    expect(found.ids).toHaveLength(1 + 10 + 100 + 1000);
    const rare = await pagesOf({ search: 'APP-12345' });
    expect(rare.ids).toEqual([12_345]);
    expect(rare.lookedBackTo.map((at) => at?.toISOString())).toEqual([
      '2026-03-13T12:01:00.000Z',
      '2026-03-05T04:01:00.000Z',
      undefined,
    ]);
  });

  it('is bounded, too, where two things are asked for at once', async () => {
    const found = await pagesOf({ outcome: 'ignored', event: 'ping' });
    expect(found.ids).toEqual([3]);
    expect(found.lookedBackTo.map((at) => at !== undefined)).toEqual([true, true, false]);
    const queued = await pagesOf({ outcome: 'queued', event: 'ping' });
    expect(queued.ids).toEqual([]);
    expect(queued.lookedBackTo).toHaveLength(5);
  });

  it.each<[string, DeliveryFilter, number]>([
    ['about a known repository', { isMatched: true }, 20_000],
    ['about none', { isMatched: false }, 10_000],
    ['since a moment', { since: new Date('2026-03-21T20:00:00Z') }, 1],
    ['until a moment', { until: new Date('2026-03-01T00:03:00Z') }, 2],
    ['between two', { since: new Date('2026-03-01T00:10:00Z'), until: new Date('2026-03-01T00:20:00Z') }, 10],
    ['never', { since: new Date('2027-01-01T00:00:00Z') }, 0],
  ])('%s', async (_name, filter, expected) => {
    expect(await test.store.deliveries.count(filter)).toMatchObject({ deliveries: expected });
    const page = await test.store.deliveries.page(filter, 20_001);
    expect(page.deliveries).toHaveLength(expected);
  });

  it('is counted with what can be replayed: kept, and not waiting', async () => {
    expect(await test.store.deliveries.count({})).toEqual({ deliveries, replayable: deliveries / 2 });
    expect(await test.store.deliveries.count({ outcome: 'waiting' })).toEqual({ deliveries: 1, replayable: 0 });
  });
});
