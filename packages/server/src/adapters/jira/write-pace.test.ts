import type { IssueKey } from '@branchline/domain';
import { expect, it } from 'vitest';
import { createWritePace, writeAllowances, type WriteAllowance } from './write-pace.ts';

const [one, other] = ['DEMO-1', 'DEMO-2'] as [IssueKey, IssueKey];

function start(allowances?: readonly WriteAllowance[]) {
  const start = Date.parse('2026-03-01T12:00:00Z');
  let now = start;
  const pace = createWritePace({
    clock: { now: () => new Date(now) },
    sleep: async (milliseconds) => void (now += milliseconds),
    ...(allowances ? { allowances } : {}),
  });
  return {
    /** Milliseconds since the start at which the turn came. */
    turn: async (key: IssueKey): Promise<number> => {
      await pace.turn(key);
      return now - start;
    },
    advance: (milliseconds: number) => void (now += milliseconds),
  };
}

it('stays below what Jira takes, whatever is asked', async () => {
  const { turn } = start();
  const times: number[] = [];
  for (let count = 0; count < 400; count += 1) times.push(await turn(one));
  for (const [most, within] of [
    [20, 2000],
    [100, 30_000],
  ] as const) {
    for (const from of times) {
      expect(times.filter((at) => at >= from && at < from + within).length).toBeLessThan(most);
    }
  }
});

it('does not wait longer than it must, and not at all for another issue', async () => {
  const { turn } = start([{ writes: 2, milliseconds: 1000 }]);
  expect([await turn(one), await turn(one), await turn(other), await turn(one)]).toEqual([0, 0, 0, 1000]);
});

it('takes a key in any case for the same issue', async () => {
  const { turn } = start([{ writes: 1, milliseconds: 500 }]);
  await turn(one);
  expect(await turn('demo-1' as IssueKey)).toBe(500);
});

it('gives turns in the order in which they were asked for, without waiting for each other', async () => {
  const { turn, advance } = start([{ writes: 1, milliseconds: 500 }]);
  await turn(one);
  advance(400);
  expect(await turn(one)).toBe(500);
  advance(5000);
  expect(await turn(one)).toBe(5500);
});

it('forgets issues that nobody writes to, and nothing else', async () => {
  const { turn, advance } = start([{ writes: 1, milliseconds: 500 }]);
  for (let count = 0; count < 1500; count += 1) await turn(`DEMO-${count}` as IssueKey);
  advance(499);
  expect(await turn('DEMO-1499' as IssueKey)).toBe(500);
});

it('names what Atlassian does, less a share for others', () => {
  expect(writeAllowances).toEqual([
    { writes: 18, milliseconds: 2000 },
    { writes: 90, milliseconds: 30_000 },
  ]);
});
