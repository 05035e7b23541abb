/** The audit log keeps what it is told, finds it again, and forgets only what is old. */

import { afterAll, beforeAll, expect, it } from 'vitest';
import type { NewAuditEntry } from '../../ports/store/audit-log.ts';
import type { Store } from '../../ports/store.ts';
import { openTestStore } from '../../test-support/test-store.ts';
import type { TestStore } from '../../test-support/test-store.ts';

let test: TestStore;
let store: Store;

function entry(about: string, overrides: Partial<NewAuditEntry> = {}): NewAuditEntry {
  return {
    who: 'person/7',
    what: 'smart-commit/comment',
    about,
    origin: 'abc',
    result: 'done',
    note: '',
    ...overrides,
  };
}

beforeAll(async () => {
  test = await openTestStore();
  store = test.store;
  await store.auditLog.add(entry('ABC-1'));
  await store.auditLog.add(entry('ABC-2', { who: 'administrator', what: 'smart-commit/time', result: 'failed' }));
  await store.auditLog.add(entry('ABC-1', { what: 'identity/join', note: `nul \0 and ${'x'.repeat(5000)}` }));
});
afterAll(() => test.close());

async function about(...[filter, limit = 10, before]: Partial<Parameters<Store['auditLog']['list']>>) {
  return (await store.auditLog.list(filter ?? {}, limit, before)).map(({ about, what }) => `${about} ${what}`);
}

it('lists the newest first, page by page', async () => {
  const [newest, second] = await store.auditLog.list({}, 2);
  expect(newest).toMatchObject({ about: 'ABC-1', what: 'identity/join', at: expect.any(Date) as Date });
  expect(await about({}, 2, second!.id)).toEqual(['ABC-1 smart-commit/comment']);
});

it.each([
  [{ who: 'administrator' }, ['ABC-2 smart-commit/time']],
  [{ about: 'ABC-1' }, ['ABC-1 identity/join', 'ABC-1 smart-commit/comment']],
  [{ what: 'smart-commit/' }, ['ABC-2 smart-commit/time', 'ABC-1 smart-commit/comment']],
  [{ what: 'smart-commit/time' }, ['ABC-2 smart-commit/time']],
  [{ what: 'smart-commit' }, []],
  [{ result: 'failed' }, ['ABC-2 smart-commit/time']],
] as const)('finds by %o', async (filter, expected) => {
  expect(await about(filter)).toEqual(expected);
});

it('keeps what PostgreSQL can keep, and not more than is read', async () => {
  const [newest] = await store.auditLog.list({ what: 'identity/' }, 1);
  expect(newest!.note.startsWith('nul  and xxx')).toBe(true);
  expect(newest!.note.length).toBeLessThanOrEqual(4000);
});

it('is written with the transaction it belongs to, or not at all', async () => {
  const broken = store.transaction(async (tables) => {
    await tables.auditLog.add(entry('ABC-9'));
    throw new Error('broken off');
  });
  await expect(broken).rejects.toThrow('broken off');
  expect(await about({ about: 'ABC-9' })).toEqual([]);
});

it('forgets what is older than a moment', async () => {
  expect(await store.auditLog.removeBefore(new Date(0))).toBe(0);
  expect(await store.auditLog.removeBefore(new Date(Date.now() + 60_000))).toBe(3);
  expect(await about()).toEqual([]);
});
