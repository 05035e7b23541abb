/** Names the key and queue of the job that writes properties of issues. */

import type { JiraSiteId } from '@branchline/domain';
import type { JobQueue } from './jobs.ts';

/** Behind every other question to the site. */
export async function addIssuePropertiesJob(jobs: JobQueue, jiraSiteId: JiraSiteId): Promise<void> {
  const key = `save-issue-properties/${jiraSiteId}`;
  await jobs.add(
    'save-issue-properties',
    { jiraSiteId },
    { key, for: 'history', queue: `issue-properties/${jiraSiteId}` },
  );
}
