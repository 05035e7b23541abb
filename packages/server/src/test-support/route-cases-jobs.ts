/** How the routes of the queue are asked, and the jobs of the examples that they are asked about. */

import type { IntegrationId } from '@branchline/domain';
import type { Tables } from '../ports/store.ts';
import type { RouteCase } from './route-case.ts';

/** Three jobs, with the numbers 1 to 3 where they are the first of a queue; their moment is far off. */
export async function addJobExamples({ jobs }: Tables, integrationId: IntegrationId): Promise<void> {
  for (const number of [1, 2, 3]) {
    const key = `example/${number}`;
    const options = { key, for: 'schedule', queue: key, runAt: new Date('2999-01-01') } as const;
    await jobs.add('check-integration', { integrationId }, options);
  }
}

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
