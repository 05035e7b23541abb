/** Names the keys and queues of jobs about people. */

import type { JiraSiteId } from '@branchline/domain';
import type { JobQueue, JobUrgency } from './jobs.ts';

/** Collects people that rows name: one such job at a time, for all repositories. @param runAt at once when left out */
export async function addCollectPeopleJob(jobs: JobQueue, urgency: JobUrgency, runAt?: Date): Promise<void> {
  const options = { key: 'collect-people', for: urgency, queue: 'people' } as const;
  await jobs.add('collect-people', {}, runAt === undefined ? options : { ...options, runAt });
}

/** Tells Atlassian whose account ids of a site are kept, beside the site's other questions. */
export async function addReportAccountsJob(jobs: JobQueue, jiraSiteId: JiraSiteId): Promise<void> {
  const key = `report-accounts/${jiraSiteId}`;
  await jobs.add('report-accounts', { jiraSiteId }, { key, for: 'history', queue: `jira-questions/${jiraSiteId}` });
}
