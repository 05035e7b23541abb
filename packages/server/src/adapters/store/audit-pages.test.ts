/** Words in a long audit log: each page looks so far back that it comes soon, says so, and nothing is left out. */

import { Client } from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { AuditFilter } from '../../ports/store/audit-log.ts';
import { openTestStore, type TestStore } from '../../test-support/test-store.ts';

/** More than are looked at at once. */
const lines = 45_000;

let test: TestStore;

beforeAll(async () => {
  test = await openTestStore();
  const client = new Client({ connectionString: test.connectionString });
  await client.connect();
  await client.query(
    `insert into audit_log (at, who, what, about, origin, result, note)
     select timestamptz '2026-03-01T00:00:00Z' + n * interval '1 minute', case when n % 5 = 0 then 'person/1' else 'person/2' end,
       'test/one', case when n % 9000 = 0 then 'issue/ABC-1' else 'issue/ABC-2' end, 'api', 'done', 'Line ' || n || '.'
     from generate_series(1, $1::integer) as n`,
    [lines],
  );
  await client.end();
});
afterAll(() => test.close());

async function pagesOf(filter: AuditFilter, limit = 50) {
  const notes: string[] = [];
  const lookedBackTo: (string | undefined)[] = [];
  let before: number | undefined;
  do {
    const page = await test.store.auditLog.page(filter, limit, before);
    notes.push(...page.entries.map(({ note }) => note));
    lookedBackTo.push(page.lookedBackTo?.toISOString());
    before = page.next;
  } while (before !== undefined);
  return { notes, lookedBackTo };
}

it('is looked at bit by bit for words that are rare, and all of it', async () => {
  expect(await pagesOf({ text: 'LINE 12345.' })).toEqual({
    notes: ['Line 12345.'],
    lookedBackTo: ['2026-03-18T08:41:00.000Z', '2026-03-04T11:21:00.000Z', undefined],
  });
  const { notes } = await pagesOf({ text: '77' }, 100);
  const expected = Array.from({ length: lines }, (_, index) => `Line ${lines - index}.`).filter((note) =>
    note.includes('77'),
  );
  expect(notes).toEqual(expected);
});

it('fills a page where there is enough, and looks no further', async () => {
  const page = await test.store.auditLog.page({ text: 'line' }, 2);
  expect(page).toMatchObject({ next: lines - 1, lookedBackTo: undefined });
  expect(page.entries.map(({ id }) => id)).toEqual([lines, lines - 1]);
});

it('is looked at less where lines of one person lie apart, and to its end where a thing has few', async () => {
  const one = await pagesOf({ who: 'person/1', text: 'Line 5.' });
  expect(one).toMatchObject({ notes: ['Line 5.'] });
  expect(one.lookedBackTo.map((at) => at !== undefined)).toEqual([true, true, false]);
  expect(await pagesOf({ about: 'issue/ABC-1', text: 'Line 9000.' })).toEqual({
    notes: ['Line 9000.'],
    lookedBackTo: [undefined],
  });
});

it('keeps to the times asked for', async () => {
  const since = new Date('2026-03-01T00:10:00Z');
  const until = new Date('2026-03-01T00:12:00Z');
  expect(await pagesOf({ text: 'line', since, until })).toEqual({
    notes: ['Line 11.', 'Line 10.'],
    lookedBackTo: [undefined],
  });
});

it('is not cut without words', async () => {
  const page = await test.store.auditLog.page({ about: 'issue/ABC-1' }, 4);
  expect(page).toMatchObject({ next: 18_000, lookedBackTo: undefined });
  expect(await test.store.auditLog.page({ about: 'issue/ABC-1' }, 5)).toMatchObject({ next: undefined });
});
