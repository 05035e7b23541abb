import { describe, expect, it } from 'vitest';
import { countChecks, secondsToNextLook, type CheckState } from './checks.ts';
import type { CommitHash } from './ids.ts';

const head = 'a'.repeat(40) as CommitHash;
const url = 'https://git.example/checks';

describe('countChecks', () => {
  it.each<[string, readonly (CheckState | undefined)[], CheckState]>([
    ['all passed', ['passed', 'passed', undefined], 'passed'],
    ['one runs', ['passed', 'running'], 'running'],
    ['one failed, whatever runs', ['passed', 'running', 'failed'], 'failed'],
  ])('says where all stand together: %s', (_case, states, state) => {
    expect(countChecks(head, states, url)).toEqual({
      head,
      state,
      webUrl: url,
      passed: states.filter((one) => one === 'passed').length,
      running: states.filter((one) => one === 'running').length,
      failed: states.filter((one) => one === 'failed').length,
    });
  });

  it('has nothing to say where there is none, or all were skipped', () => {
    expect(countChecks(head, [], url)).toBeUndefined();
    expect(countChecks(head, [undefined], url)).toBeUndefined();
  });
});

describe('secondsToNextLook', () => {
  function pausesOf(state: CheckState | undefined): readonly number[] {
    const pauses: number[] = [];
    for (let looks = 1; looks < 1000; looks += 1) {
      const seconds = secondsToNextLook(state, looks);
      if (seconds === undefined) return pauses;
      pauses.push(seconds);
    }
    throw new Error('It never ends.');
  }

  const hours = (pauses: readonly number[]): number => pauses.reduce((sum, pause) => sum + pause, 0) / 3600;

  it('grows from a minute to a quarter of an hour while checks run, and ends after some hours', () => {
    const pauses = pausesOf('running');
    expect(pauses.slice(0, 6)).toEqual([60, 120, 240, 480, 900, 900]);
    expect(hours(pauses)).toBeCloseTo(5.25, 1);
  });

  it('grows to a day after a failure, because somebody may let it run again, and ends after days', () => {
    const pauses = pausesOf('failed');
    expect(Math.max(...pauses)).toBe(24 * 3600);
    expect(pauses).toEqual(pauses.toSorted((a, b) => a - b));
    expect(hours(pauses) / 24).toBeGreaterThan(3);
    expect(hours(pauses) / 24).toBeLessThan(6);
  });

  it.each([['passed'], [undefined]] as const)('ends within minutes otherwise: %s', (state) => {
    expect(pausesOf(state)).toEqual([60, 120, 240]);
  });
});
