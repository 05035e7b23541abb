/** `branchline bench scrolling` with a short change for a moment: that it scrolls, and that few rows are drawn. */

import { expect, it } from 'vitest';
import { buildPages } from '../../packages/server/src/commands/build-pages.ts';
import { measureScrolling } from '../../packages/server/src/test-support/measure-scrolling.ts';

it('scrolls through a change in each layout at each speed', { timeout: 60_000 }, async () => {
  await buildPages();
  const { lines, figures } = await measureScrolling(6000, 100);
  expect(lines).toBe(6000);
  expect(figures.map(({ layout, speed }) => `${layout}, ${speed}`)).toEqual([
    'Unified, reading',
    'Unified, looking',
    'Unified, dragging',
    'Side by side, reading',
    'Side by side, looking',
    'Side by side, dragging',
  ]);
  for (const { pictures, workMs, drawnRows } of figures) {
    expect(pictures).toBeGreaterThan(0);
    expect(workMs).toBeGreaterThan(0);
    // Of thousands.
    expect(drawnRows).toBeGreaterThan(10);
    expect(drawnRows).toBeLessThan(120);
  }
});
