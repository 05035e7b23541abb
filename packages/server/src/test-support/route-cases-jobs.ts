/** How the routes of the queue are asked: about the jobs of the examples. */

import type { RouteCase } from './route-case.ts';

const about = (number: number, rest: string): RouteCase => ({
  path: `/${number}${rest}`,
  malformed: { path: `/one${rest}` },
});

export const jobCases = {
  listJobs: {
    path: '?state=waiting&name=index-repository&integration=1&search=code&limit=10',
    malformed: { path: '?state=lost' },
  },
  cancelJob: about(1, '/cancel'),
  retryJob: about(2, '/retry'),
  moveJobFirst: about(3, '/first'),
  showQueue: { malformed: undefined },
  pauseQueue: { body: () => ({ because: 'Maintenance' }), malformed: { body: { because: 'x'.repeat(301) } } },
  resumeQueue: { malformed: undefined },
} as const satisfies Readonly<Record<string, RouteCase>>;
