import { describe, expect, it } from 'vitest';
import { countUnheard, hearCount, joinBudgets, reserveOf, unknownBudget, waitOf, wordsOfWait } from './rate-budget.ts';
import type { RateBudget, RateCount, RateRequest } from './rate-budget.ts';

const start = Date.parse('2026-03-01T12:00:00Z');
const at = (seconds: number) => new Date(start + seconds * 1000);
const now = at(0);

function count(changes: Partial<RateCount> = {}): RateCount {
  return { resource: 'core', isOrdinary: true, limit: 100, remaining: 50, resetsAt: at(60), ...changes };
}

function budget(...counts: readonly RateCount[]): RateBudget {
  return { counts, closing: undefined };
}

function request(changes: Partial<RateRequest> = {}): RateRequest {
  return { resource: undefined, for: 'background', underWay: 0, ...changes };
}

describe('the reserve for people', () => {
  it.each([
    [5000, 500],
    [60, 6],
    [15, 2],
    [5, 1],
    [2, 1],
    [1, 0],
    [0, 0],
  ])('of %d is %d', (limit, reserve) => {
    expect(reserveOf(limit)).toBe(reserve);
  });
});

describe('a request', () => {
  it('may be sent when nothing is known', () => {
    expect(waitOf(unknownBudget, request(), now)).toBeUndefined();
  });

  it.each([
    ['background', 11, 0, undefined],
    ['background', 10, 0, 'kept-for-people'],
    ['background', 15, 5, 'kept-for-people'],
    ['background', 0, 0, 'used-up'],
    ['person', 10, 0, undefined],
    ['person', 1, 0, undefined],
    ['person', 0, 0, 'used-up'],
    ['person', 3, 3, 'used-up'],
  ] as const)('for %s with %d of 100 left and %d under way: %s', (who, remaining, underWay, kind) => {
    const wait = waitOf(budget(count({ remaining })), request({ for: who, underWay }), now);
    expect([wait?.kind, wait?.until]).toEqual([kind, kind === undefined ? undefined : at(60)]);
  });

  it('may be sent when the window has ended, and a limit of one does not shut out the background', () => {
    expect(waitOf(budget(count({ remaining: 0, resetsAt: now })), request(), now)).toBeUndefined();
    expect(waitOf(budget(count({ limit: 1, remaining: 1 })), request(), now)).toBeUndefined();
  });

  it('is on the count of its resource, else on the ordinary ones', () => {
    const known = budget(count(), count({ resource: 'search', isOrdinary: false, remaining: 0 }));
    expect(waitOf(known, request(), now)).toBeUndefined();
    expect(waitOf(known, request({ resource: 'search', for: 'person' }), now)?.kind).toBe('used-up');
    expect(waitOf(known, request({ resource: 'graphql' }), now)).toBeUndefined();
  });

  it('is not sent for anybody while the service wants silence, and the longest wait counts', () => {
    const closing = { until: at(30), because: 'GitBarn asks us to slow down.' };
    const closed = { counts: [count({ remaining: 0 })], closing };
    expect(waitOf(closed, request({ resource: 'search', for: 'person' }), now)).toMatchObject({ kind: 'closed' });
    expect(waitOf(closed, request(), now)).toMatchObject({ kind: 'used-up', until: at(60) });
    expect(waitOf({ ...closed, counts: [] }, request(), at(30))).toBeUndefined();
  });
});

describe('what is heard', () => {
  it('is the lowest number of a window, in whatever order answers come', () => {
    const heard = [48, 50, 49].reduce((sum, remaining) => hearCount(sum, count({ remaining }), now), unknownBudget);
    expect(heard.counts).toEqual([count({ remaining: 48 })]);
  });

  it('of a later window replaces the earlier, and of an ended one is old news', () => {
    const later = count({ remaining: 99, resetsAt: at(120) });
    expect(hearCount(budget(count()), later, now).counts).toEqual([later]);
    expect(hearCount(budget(later), count({ remaining: 0, resetsAt: now }), now).counts).toEqual([later]);
  });

  it('of an earlier end is not forgotten until the later', () => {
    const heard = hearCount(budget(count({ resetsAt: at(120) })), count({ remaining: 0 }), now);
    expect(heard.counts).toEqual([count({ remaining: 0, resetsAt: at(120) })]);
  });

  it('leaves a count ordinary that once was', () => {
    expect(hearCount(budget(count()), count({ isOrdinary: false }), now).counts).toEqual([count()]);
  });

  it('may be nothing: the request counts all the same', () => {
    const search = count({ resource: 'search', isOrdinary: false });
    const known = budget(count(), search);
    expect(countUnheard(known, undefined).counts).toEqual([count({ remaining: 49 }), search]);
    expect(countUnheard(known, 'search').counts).toEqual([count(), { ...search, remaining: 49 }]);
    expect(countUnheard(budget(count({ remaining: 0 })), undefined).counts).toEqual([count({ remaining: 0 })]);
  });
});

describe('what two processes know', () => {
  it.each([
    ['the lower number of one window', count({ remaining: 7 }), count({ remaining: 7 })],
    ['the later window', count({ remaining: 99, resetsAt: at(90) }), count({ remaining: 99, resetsAt: at(90) })],
    ['not the earlier', count({ remaining: 0, resetsAt: at(30) }), count()],
    ['not the higher number', count({ remaining: 90 }), count()],
  ])('is %s', (_what, other, joined) => {
    expect(joinBudgets(budget(count()), budget(other)).counts).toEqual([joined]);
  });

  it('is every count, and the longer closing', () => {
    const [short, long] = [30, 40].map((seconds) => ({ until: at(seconds), because: `${seconds}` }));
    const search = count({ resource: 'search' });
    const joined = joinBudgets({ counts: [count()], closing: short }, { counts: [search], closing: long });
    expect(joined).toEqual({ counts: [count(), search], closing: long });
    expect(joinBudgets({ counts: [], closing: long }, { counts: [], closing: short }).closing).toBe(long);
  });
});

describe('the words', () => {
  it.each([
    [
      'kept-for-people',
      count(),
      'Of the 100 requests (core) that GitBarn allows us, 50 are left, and kept for people.',
    ],
    ['used-up', count({ resource: '' }), 'All 100 requests that GitBarn allows us are used up.'],
  ] as const)('of %s', (kind, of, words) => {
    expect(wordsOfWait({ kind, until: now, count: of }, 'GitBarn')).toContain(words);
  });

  it('of a closing are the service’s', () => {
    const closing = { until: now, because: 'Slow down.' };
    expect(wordsOfWait({ kind: 'closed', until: now, closing }, 'GitBarn')).toBe('Slow down.');
  });
});
