/** `branchline bench issues` with few commits: that it runs, and that there is something to see. */

import { expect, it, vi } from 'vitest';
import { benchIssues, type IssuesBenchReport } from '../../packages/server/src/commands/bench-issues.ts';

it('looks at issues in a small and in a large installation', { timeout: 120_000 }, async () => {
  const printed: string[] = [];
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    printed.push(String(text));
    return true;
  });
  vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  const code = await benchIssues({ rounds: 2, commits: 500, json: true });
  vi.restoreAllMocks();
  const { limitMs, views } = JSON.parse(printed.join('')) as IssuesBenchReport;
  expect(views.map(({ view, commits, repositories }) => [view, commits, repositories])).toEqual([
    ['development', 500, 20],
    ['roll-up', 500, 20],
    ['development', 500, 10_000],
    ['roll-up', 500, 10_000],
  ]);
  expect(code).toBe(views.some(({ p99Ms }) => p99Ms > limitMs) ? 1 : 0);
  // Of 25 commits in three repositories, with a branch and a pull request.
  for (const { kilobytes } of views) expect(kilobytes).toBeGreaterThan(1);
});
