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
  const { views } = JSON.parse(printed.join('')) as IssuesBenchReport;
  const asked = [
    ['development', 25],
    ['roll-up', 25],
    ['issues', 200],
    ['commits of the project', 200],
    ['its commits in one repository', 200],
    ['linked commits of one', 200],
    ['repositories, 200', 200],
  ] as const;
  expect(views.map(({ view, limitMs, commits, repositories }) => [view, limitMs, commits, repositories])).toEqual(
    [20, 10_000].flatMap((repositories) => asked.map(([view, limitMs]) => [view, limitMs, 500, repositories])),
  );
  const isTooSlow = views.some(({ limitMs, p95Ms, p99Ms }) => (limitMs === 25 ? p99Ms : p95Ms) > limitMs);
  expect(code).toBe(isTooSlow ? 1 : 0);
  // Of 25 commits in three repositories, with a branch and a pull request.
  const ofIssues = views.filter(({ view }) => view === 'development' || view === 'roll-up');
  expect(Math.min(...ofIssues.map(({ kilobytes }) => kilobytes))).toBeGreaterThan(1);
});
