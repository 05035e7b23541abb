import { reserveOf } from '@branchline/domain';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { at, meteredProcess, told, type MeteredProcess } from '../../test-support/metered-process.ts';
import type { RequestOutcome } from './http-client.ts';
import type { Allowance } from './judgement.ts';

const anAllowance = fc.record({
  resource: fc.constantFrom('core', 'other'),
  limit: fc.integer({ min: 2, max: 12 }),
  remaining: fc.integer({ min: 0, max: 12 }),
  resetAt: fc.integer({ min: -20, max: 200 }).map(at),
});
const aStep = fc.oneof(
  fc.record({ kind: fc.constant('send' as const), who: fc.constantFrom('person' as const, 'background' as const) }),
  fc.record({ kind: fc.constant('answer' as const), which: fc.nat(9), allowance: fc.option(anAllowance) }),
  fc.record({ kind: fc.constant('wait' as const), seconds: fc.integer({ min: 1, max: 70 }) }),
);
type Step = typeof aStep extends fc.Arbitrary<infer Each> ? Each : never;
type Settle = (outcome: RequestOutcome) => Promise<void>;

/** Plays the steps, and returns the words after which a request should not have been sent and was. */
async function play(process: MeteredProcess, steps: readonly Step[]): Promise<readonly Allowance[]> {
  const lastWord = new Map<string, Allowance>();
  const underWay: Settle[] = [];
  const ignored: Allowance[] = [];
  for (const step of steps) {
    if (step.kind === 'wait') process.state.seconds += step.seconds;
    const now = at(process.state.seconds);
    if (step.kind === 'send') {
      const settle = await process[step.who].admit(undefined).catch(() => undefined);
      if (settle === undefined) continue;
      underWay.push(settle);
      const least = step.who === 'person' ? () => 0 : reserveOf;
      const current = [...lastWord.values()].filter(({ resetAt }) => resetAt > now);
      ignored.push(...current.filter(({ limit, remaining }) => remaining <= least(limit)));
    }
    if (step.kind === 'answer') {
      const [settle] = underWay.splice(step.which % Math.max(1, underWay.length), 1);
      const { allowance } = step;
      await settle?.(allowance === null ? { headers: {}, failure: undefined } : told(allowance));
      if (settle !== undefined && allowance !== null && allowance.resetAt > now) {
        lastWord.set(allowance.resource, allowance);
      }
    }
  }
  return ignored;
}

/** A service that counts rightly, asked by many at once. Returns what was left after each request of the background. */
async function cross(process: MeteredProcess, limit: number, order: readonly number[]): Promise<readonly number[]> {
  // The first answer tells the limit; before it nobody knows of one.
  const first = await process.background.admit(undefined);
  await first(told({ limit, remaining: limit - 1 }));
  let remaining = limit - 1;
  const left: number[] = [];
  const underWay: { readonly settle: Settle; readonly remaining: number }[] = [];
  for (const step of order) {
    const settle = step < 6 ? await process.background.admit(undefined).catch(() => undefined) : undefined;
    if (settle === undefined) {
      const [answered] = underWay.splice(step % Math.max(1, underWay.length), 1);
      await answered?.settle(told({ limit, remaining: answered.remaining }));
    } else {
      remaining -= 1;
      left.push(remaining);
      underWay.push({ settle, remaining });
    }
  }
  return left;
}

describe('whatever services tell', () => {
  it('nothing is sent below the reserve before the reset that was told last', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(aStep, { maxLength: 60, size: 'max' }), async (steps) => {
        expect(await play(meteredProcess(), steps)).toEqual([]);
      }),
    );
  });
});

describe('a service that counts rightly', () => {
  it('is never asked by the background below the reserve, however many requests cross each other', async () => {
    const orders = fc.array(fc.nat(9), { maxLength: 120, size: 'max' });
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 40 }), orders, async (limit, order) => {
        const left = await cross(meteredProcess(), limit, order);
        expect(left.filter((remaining) => remaining < reserveOf(limit))).toEqual([]);
      }),
    );
  });
});
