/** Names the keys and queues of the jobs about Forge. */

import type { JiraSiteId } from '@branchline/domain';
import type { JobQueue } from './jobs.ts';

/** Tries a Forge app's token: at once, or not before a moment. */
export async function addCheckForgeJob(jobs: JobQueue, jiraSiteId: JiraSiteId, runAt?: Date): Promise<void> {
  const key = `check-forge/${jiraSiteId}`;
  const options = { key, for: 'webhook', queue: `jira-questions/${jiraSiteId}` } as const;
  await jobs.add('check-forge', { jiraSiteId }, runAt === undefined ? options : { ...options, runAt });
}

/** Sees to a switch between sinks. */
export async function addFollowSinkJob(jobs: JobQueue, jiraSiteId: JiraSiteId): Promise<void> {
  const key = `follow-sink/${jiraSiteId}`;
  await jobs.add('follow-sink', { jiraSiteId }, { key, for: 'schedule', queue: `jira-questions/${jiraSiteId}` });
}
