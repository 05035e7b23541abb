/** `branchline bench pages` with a hundredth of everything: that it runs, and that it asks for what there is. */

import { expect, it, vi } from 'vitest';
import { benchPages, type PagesBenchReport } from '../../packages/server/src/commands/bench-pages.ts';

it('asks every list and says how long each took', { timeout: 120_000 }, async () => {
  const printed: string[] = [];
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    printed.push(String(text));
    return true;
  });
  vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  const code = await benchPages({ rounds: 1, small: true, json: true });
  vi.restoreAllMocks();
  const report = JSON.parse(printed.join('')) as PagesBenchReport;
  expect(report.house).toEqual({
    integrations: 10,
    repositories: 100,
    deliveries: 10_000,
    auditEntries: 1000,
    people: 50,
    sentEntries: 10_000,
  });
  expect(report.lists.length).toBeGreaterThan(40);
  expect(code).toBe(report.lists.some(({ p95Ms }) => p95Ms > report.limitMs) ? 1 : 0);
  const kilobytes = new Map(report.lists.map((list) => [list.path, list.kilobytes]));
  for (const path of ['/overview', '/repositories', '/issues', '/webhooks/deliveries', '/people', '/audit-log']) {
    expect({ path, isEmpty: (kilobytes.get(path) ?? 0) < 1 }).toEqual({ path, isEmpty: false });
  }
});
