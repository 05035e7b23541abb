/** The measurement of sending a long history, made short: worker, database and counting Jira as programs of their own. */

import { expect, it } from 'vitest';
import { openHistoryBench } from '../../packages/server/src/commands/measure-history.ts';

it('sends everything within the limits, and no event is lost', { timeout: 120_000 }, async () => {
  const bench = await openHistoryBench();
  try {
    const made: number[] = [];
    await bench.fill(12_000, (count) => made.push(count));
    expect(made.at(-1)).toBe(12_000);
    const { counts, lost, timed, seconds } = await bench.measure(12_000, () => undefined);
    expect(counts).toMatchObject({ history: 12_000, refused: 0 });
    expect(counts.mostOfType).toBeLessThanOrEqual(400);
    expect(counts.mostEntities).toBeLessThanOrEqual(1000);
    expect(lost).toBe(0);
    expect(timed).toBeGreaterThan(0);
    expect(seconds).toBeGreaterThan(0);
  } finally {
    await bench.close();
  }
});
