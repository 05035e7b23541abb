/** Jira's limits on how fast one may write, and ask. */

import type { Issues } from './issues.ts';
import type { SandboxLimits } from './limit-options.ts';
import { issueChangedBy } from './request-places.ts';

/** What goes along with the answer, and whether it is no. */
export interface Throttled {
  readonly isRefused: boolean;
  readonly headers: Readonly<Record<string, string>>;
}

/** Lets a request pass or not, and counts it when it passes. */
export type Throttle = (method: string, path: string) => Throttled;

interface Window {
  readonly most: number;
  readonly milliseconds: number;
}

// developer.atlassian.com/cloud/jira/platform/rate-limiting, of 12 August 2026.
const perIssue: readonly Window[] = [
  { most: 20, milliseconds: 2000 },
  { most: 100, milliseconds: 30_000 },
];
const second = 1000;
const readsPerSecond = 100;
const changesPerSecond = 50;
const ownBursts: Readonly<Record<string, number>> = {
  'GET /rest/api/3/issue/*': 150,
  'DELETE /rest/devinfo/0.10/repository/*': 200,
};
/** "X-RateLimit-NearLimit": less than this part is left. */
const nearLimit = 0.2;

/** Counts by the sandbox's clock. */
export function createThrottle(limits: SandboxLimits, issues: Issues, now: () => Date): Throttle {
  const times = new Map<string, readonly number[]>();

  /** Undefined when there is room; else the milliseconds until there is. */
  function waitFor(place: string, windows: readonly Window[]): number | undefined {
    const at = now().getTime();
    const waits = windows.flatMap(({ most, milliseconds }) => {
      const inside = (times.get(place) ?? []).filter((time) => time > at - milliseconds);
      return inside.length < most ? [] : [(inside.at(-most) ?? at) + milliseconds - at];
    });
    return waits.length === 0 ? undefined : Math.max(...waits);
  }

  function count(place: string, windows: readonly Window[]): void {
    const at = now().getTime();
    const longest = Math.max(...windows.map(({ milliseconds }) => milliseconds));
    times.set(place, [...(times.get(place) ?? []).filter((time) => time > at - longest), at]);
  }

  function headersOf(most: number, place: string, wait: number | undefined, reason: string): Throttled {
    const at = now().getTime();
    const used = (times.get(place) ?? []).filter((time) => time > at - second).length;
    const remaining = Math.max(0, most - used);
    const headers = {
      'x-ratelimit-limit': String(most),
      'x-ratelimit-remaining': String(remaining),
      'x-ratelimit-reset': new Date(at + (wait ?? second)).toISOString(),
      ...(remaining < most * nearLimit ? { 'x-ratelimit-nearlimit': 'true' } : {}),
    };
    if (wait === undefined) return { isRefused: false, headers };
    const retryAfter = String(Math.max(1, Math.ceil(wait / second)));
    return { isRefused: true, headers: { ...headers, 'retry-after': retryAfter, 'ratelimit-reason': reason } };
  }

  return (method, path) => {
    const endpoint = `${method} ${endpointOf(path)}`;
    const most = ownBursts[endpoint] ?? (method === 'GET' || method === 'POST' ? readsPerSecond : changesPerSecond);
    const burst = [{ most, milliseconds: second }];
    const burstWait = limits.burst ? waitFor(endpoint, burst) : undefined;
    if (burstWait !== undefined) return headersOf(most, endpoint, burstWait, 'jira-burst-based');
    const named = limits.perIssueWrites ? issueChangedBy(method, path) : undefined;
    const issue = named === undefined ? undefined : issues.find(named);
    const place = `issue ${issue?.id ?? ''}`;
    const issueWait = issue === undefined ? undefined : waitFor(place, perIssue);
    if (issueWait !== undefined) return headersOf(0, place, issueWait, 'jira-per-issue-on-write');
    if (issue !== undefined) count(place, perIssue);
    if (!limits.burst) return { isRefused: false, headers: {} };
    count(endpoint, burst);
    return headersOf(most, endpoint, undefined, '');
  };
}

/** The same for all issues and repositories, at every door. */
function endpointOf(path: string): string {
  return path
    .replace(/^\/ex\/jira\/[^/]+/, '')
    .replace(/^\/jira\/devinfo\/0\.1\/cloud\/[^/]+/, '/rest/devinfo/0.10')
    .replace(/\/(issue|repository|comment|project)\/(?!bulkfetch|search|list)[^/]+/, '/$1/*');
}
