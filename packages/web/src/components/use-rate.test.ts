import { expect, it } from 'vitest';
import { rateOf, withSample, type Sample } from './use-rate.ts';

function after(...values: readonly (readonly [seconds: number, value: number])[]): readonly Sample[] {
  return values.reduce<readonly Sample[]>((kept, [at, value]) => withSample(kept, { at: at * 1000, value }), []);
}

it('knows a rate from two moments on', () => {
  expect(rateOf([])).toBeUndefined();
  expect(rateOf(after([0, 100]))).toBeUndefined();
  expect(rateOf(after([0, 100], [10, 600]))).toBe(50);
  expect(rateOf(after([0, 100], [10, 100]))).toBeUndefined();
});

it('forgets what is longer ago than a minute', () => {
  expect(rateOf(after([0, 0], [30, 3000], [90, 3600]))).toBe(10);
});

it('starts anew when there is less than before', () => {
  expect(rateOf(after([0, 500], [10, 600], [20, 0]))).toBeUndefined();
  expect(rateOf(after([0, 500], [20, 0], [30, 20]))).toBe(2);
});
