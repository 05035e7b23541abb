import { array, assert, constantFrom, integer, property } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fairShares, gate } from './fair-shares.ts';

/** Starts jobs of this flag as long as they may. How many could start. */
function fill(shares: ReturnType<typeof fairShares>, flag: string): number {
  let started = 0;
  while (!shares.full().includes(flag) && started < 100) {
    shares.begin([flag]);
    started += 1;
  }
  return started;
}

describe('fair shares', () => {
  it.each([
    [8, [4, 2, 1, 1]],
    [3, [2, 1]],
    [2, [1, 1]],
    [1, [1]],
  ])('of %i places are taken by one after the other: %j', (places, expected) => {
    const shares = fairShares(places);
    expect(expected.map((_, place) => fill(shares, `integration:${place}`))).toEqual(expected);
  });

  it('give back what has ended', () => {
    const shares = fairShares(8);
    fill(shares, 'a');
    expect(shares.full()).toEqual(['a']);
    shares.end(['a']);
    expect(shares.full()).toEqual([]);
  });

  it('do not count flags of jobs that have none', () => {
    const shares = fairShares(4);
    shares.begin([]);
    shares.begin([]);
    expect(fill(shares, 'a')).toBe(1);
  });

  it('never let one that holds nothing be kept out, nor one hold more than half and a place', () => {
    const flags = constantFrom('a', 'b', 'c');
    assert(
      property(integer({ min: 2, max: 20 }), array(flags, { maxLength: 60 }), (places, wishes) => {
        const shares = fairShares(places);
        const held: Record<string, number> = {};
        let running = 0;
        for (const flag of wishes) {
          if (running === places || shares.full().includes(flag)) continue;
          shares.begin([flag]);
          running += 1;
          held[flag] = (held[flag] ?? 0) + 1;
        }
        const kept = ['a', 'b', 'c'].filter((flag) => held[flag] === undefined);
        return (
          kept.every((flag) => !shares.full().includes(flag)) &&
          Object.values(held).every((own) => own <= Math.ceil(places / 2))
        );
      }),
    );
  });
});

describe('a gate', () => {
  it('lets one in at a time, in the order of coming', async () => {
    const one = gate();
    const entered: number[] = [];
    await one.enter();
    const others = [1, 2].map((each) => one.enter().then(() => entered.push(each)));
    await Promise.resolve();
    expect(entered).toEqual([]);
    one.leave();
    await others[0];
    expect(entered).toEqual([1]);
    one.leave();
    await others[1];
    one.leave();
    one.leave();
    await one.enter();
  });
});
