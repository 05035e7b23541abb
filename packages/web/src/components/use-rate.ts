/** How fast a number grows while somebody looks at it. */

import { useState } from 'react';

/** What a number was at a moment, in milliseconds. */
export interface Sample {
  readonly at: number;
  readonly value: number;
}

/** Milliseconds that count: longer ago it may have been another pace. */
const remembered = 60_000;

/** Those that still count, with the newest. One that fell starts anew. */
export function withSample(samples: readonly Sample[], newest: Sample): readonly Sample[] {
  const last = samples.at(-1);
  if (last !== undefined && newest.value < last.value) return [newest];
  if (last !== undefined && newest.value === last.value && samples.length > 1) return samples;
  return [...samples.filter(({ at }) => newest.at - at <= remembered), newest];
}

/** Per second; undefined until two moments are known, and while nothing grows. */
export function rateOf(samples: readonly Sample[]): number | undefined {
  const [first, last] = [samples[0], samples.at(-1)];
  if (first === undefined || last === undefined || last.at <= first.at || last.value <= first.value) return undefined;
  return ((last.value - first.value) * 1000) / (last.at - first.at);
}

/** Of a number that each answer of the server brings anew. @param at when the answer came, in milliseconds */
export function useRate(value: number, at: number): number | undefined {
  const [samples, setSamples] = useState<readonly Sample[]>([]);
  if (samples.at(-1)?.value !== value) setSamples(withSample(samples, { at, value }));
  return rateOf(samples);
}
