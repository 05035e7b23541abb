/** The jobs among the examples that every route is asked about. */

import type { IntegrationId } from '@branchline/domain';
import type { Tables } from '../ports/store.ts';

/** Three jobs, with the numbers 1 to 3 where they are the first of a queue; their moment is far off. */
export async function addJobExamples({ jobs }: Tables, integrationId: IntegrationId): Promise<void> {
  for (const number of [1, 2, 3]) {
    const key = `example/${number}`;
    const options = { key, for: 'schedule', queue: key, runAt: new Date('2999-01-01') } as const;
    await jobs.add('check-integration', { integrationId }, options);
  }
}
