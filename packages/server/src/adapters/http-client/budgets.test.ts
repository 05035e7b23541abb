import { Failure, unknownBudget, type RateBudget } from '@branchline/domain';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RateBudgetTable } from '../../ports/store/rate-budgets.ts';
import { failureOf } from '../../test-support/failure-of.ts';
import { at, mayBeSent, meteredProcess, refusedUntil, send, told } from '../../test-support/metered-process.ts';
import { openTestStore, type TestStore } from '../../test-support/test-store.ts';

/** A table that counts what is asked of it. */
function countingTable() {
  const kept: { budget: RateBudget } = { budget: unknownBudget };
  const asked: string[] = [];
  const table: RateBudgetTable = {
    list: async () => [],
    read: async () => (asked.push('read'), kept.budget),
    save: async (_name, budget) => void (asked.push('save'), (kept.budget = budget)),
  };
  return { table, asked, kept };
}

describe('an allowance', () => {
  it('is the background’s down to the reserve, people’s down to nothing, and everybody’s after the reset', async () => {
    const { state, person, background } = meteredProcess();
    await send(background, told({ remaining: 10 }));
    const failure = await failureOf(background.admit(undefined));
    expect([failure.kind, failure.retryAt]).toEqual(['rate-limited', at(60)]);
    expect(failure.message).toContain(
      'kept for people. Work in the background waits. Waiting until 2026-03-01 12:01:00 UTC.',
    );
    await send(person, told({ remaining: 0 }));
    expect((await failureOf(person.admit(undefined))).message).toContain('are used up');
    state.seconds = 60;
    expect(await mayBeSent(background)).toBe(true);
  });

  it('counts requests that are under way, and those that ended without a word', async () => {
    const { background, person } = meteredProcess();
    await send(background, told({ remaining: 13 }));
    const [first] = await Promise.all([1, 2, 3].map(() => background.admit(undefined)));
    expect(await mayBeSent(background)).toBe(false);
    await first?.({ headers: undefined, failure: undefined });
    expect(await mayBeSent(background)).toBe(false);
    expect(await mayBeSent(person)).toBe(true);
  });

  it('that makes no sense is as none', async () => {
    const { background } = meteredProcess();
    for (const nonsense of [{ limit: 0 }, { limit: -1 }, { resetAt: new Date(Number.NaN) }]) {
      await send(background, told({ remaining: 0, ...nonsense }));
    }
    expect(await mayBeSent(background)).toBe(true);
  });

  it('is refilled after a day at the latest, whatever the service says', async () => {
    const { state, background } = meteredProcess();
    await send(background, told({ remaining: 0, resetAt: new Date('9999-01-01T00:00:00Z') }));
    expect((await failureOf(background.admit(undefined))).retryAt).toEqual(at(24 * 60 * 60));
    state.seconds = 24 * 60 * 60;
    expect(await mayBeSent(background)).toBe(true);
  });
});

describe('a refusal', () => {
  it('closes the whole budget until the moment it names', async () => {
    const { state, person, background } = meteredProcess();
    await send(background, refusedUntil(at(30)), 'search');
    const failure = await failureOf(person.admit(undefined));
    expect([failure.retryAt, failure.message]).toEqual([at(30), expect.stringContaining('GitBarn wants a pause.')]);
    state.seconds = 30;
    expect(await mayBeSent(person)).toBe(true);
  });

  it('because one count is used up closes that count only', async () => {
    const { person } = meteredProcess();
    await send(person, refusedUntil(at(60), told({ remaining: 0, resource: 'search' })), 'search');
    expect(await mayBeSent(person)).toBe(true);
    expect(await mayBeSent(person, 'search')).toBe(false);
  });

  it.each(['unavailable', 'forbidden'] as const)('that is %s closes nothing', async (kind) => {
    const { person } = meteredProcess();
    const failure = new Failure(kind, 'git-service', 'No.', { retryAt: at(30) });
    await send(person, { headers: {}, failure });
    expect(await mayBeSent(person)).toBe(true);
  });
});

describe('what is written down', () => {
  it('is written when it changes something for somebody, else every few seconds', async () => {
    const { table, asked } = countingTable();
    const { state, background, person } = meteredProcess(table);
    const saved = () => asked.filter((what) => what === 'save').length;
    for (const remaining of [50, 49, 48]) await send(background, told({ remaining }));
    expect(saved()).toBe(1);
    state.seconds = 6;
    await send(background, told({ remaining: 47 }));
    expect(saved()).toBe(2);
    await send(background, told({ remaining: 9 }));
    expect(saved()).toBe(3);
    await send(person, refusedUntil(at(30)));
    expect(saved()).toBe(4);
  });

  it('is read at most once a second', async () => {
    const { table, asked } = countingTable();
    const { state, background } = meteredProcess(table);
    await Promise.all([1, 2, 3].map(() => mayBeSent(background)));
    state.seconds = 0.9;
    expect(await mayBeSent(background)).toBe(true);
    expect(asked).toEqual(['read']);
    state.seconds = 1;
    expect(await mayBeSent(background)).toBe(true);
    expect(asked).toEqual(['read', 'read']);
  });

  it('may fail without keeping anybody from working', async () => {
    const fail = async () => Promise.reject(new Error('no database'));
    const { background } = meteredProcess({ list: fail, read: fail, save: fail });
    await send(background, told({ remaining: 50 }));
    expect(await mayBeSent(background)).toBe(true);
  });
});

describe('a budget that is nobody’s', () => {
  it('is kept for one client only, and not written down', async () => {
    const { table, asked } = countingTable();
    const { person, background } = meteredProcess(table, 'trial');
    await send(person, refusedUntil(at(30)));
    expect(await mayBeSent(person)).toBe(false);
    expect(await mayBeSent(background)).toBe(true);
    expect(asked).toEqual([]);
  });
});

describe('two processes', () => {
  let test: TestStore;
  beforeAll(async () => {
    test = await openTestStore();
  });
  afterAll(() => test.close());

  it('keep to what either has heard', async () => {
    const [one, other] = [meteredProcess(test.store.rateBudgets), meteredProcess(test.store.rateBudgets)];
    expect(await mayBeSent(other.background)).toBe(true);
    await send(one.background, told({ remaining: 5 }));
    other.state.seconds = 1;
    expect((await failureOf(other.background.admit(undefined))).retryAt).toEqual(at(60));
    await send(other.person, refusedUntil(at(90)));
    one.state.seconds = 1;
    expect((await failureOf(one.person.admit(undefined))).retryAt).toEqual(at(90));
  });

  it('one started later among them', async () => {
    const { background } = meteredProcess(test.store.rateBudgets, 'integration/2');
    await send(background, told({ remaining: 5 }));
    expect(await mayBeSent(meteredProcess(test.store.rateBudgets, 'integration/2').background)).toBe(false);
    expect(await mayBeSent(meteredProcess(test.store.rateBudgets, 'integration/3').background)).toBe(true);
  });
});
