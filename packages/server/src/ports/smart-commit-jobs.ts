/** Names the keys and queues of the jobs of smart commits. */

import type { CommitHash, IntegrationId, RepositoryId } from '@branchline/domain';
import type { AddJobOptions, JobQueue, JobUrgency } from './jobs.ts';
import type { IssuePlace, SmartCommitId } from './store/smart-commits.ts';

/** Issues of one Jira site that are written to at the same time; each by one job, so that its order is kept. */
const issuesAtOnce = 4;

interface CommitPlace {
  readonly repositoryId: RepositoryId;
  readonly integrationId: IntegrationId;
  readonly commit: CommitHash;
}

/** Asks for the commands of a commit: those of an integration one after the other, in the order in which they came. */
export async function addSmartCommitJob(
  jobs: JobQueue,
  { repositoryId, integrationId, commit }: CommitPlace,
): Promise<void> {
  const key = `smart-commit/${repositoryId}/${commit}`;
  const options: AddJobOptions = { key, for: 'webhook', queue: `smart-commits/${integrationId}`, integrationId };
  await jobs.add('run-smart-commit', { repositoryId, commit }, options);
}

/** Asks for what waits at an issue. */
export async function addSmartCommandsJob(
  jobs: JobQueue,
  { jiraSiteId, key }: IssuePlace,
  urgency: JobUrgency = 'webhook',
): Promise<void> {
  const lane = Number(key.slice(key.lastIndexOf('-') + 1)) % issuesAtOnce;
  const options = {
    key: `smart-commands/${jiraSiteId}/${key}`,
    for: urgency,
    queue: `smart-commands/${jiraSiteId}/${lane}`,
  } as const;
  await jobs.add('run-smart-commands', { jiraSiteId, key }, options);
}

/** Asks for a mail about what failed, at or after that moment. */
export async function addSmartCommitMailJob(jobs: JobQueue, smartCommitId: SmartCommitId, runAt?: Date): Promise<void> {
  const options: AddJobOptions = { key: `smart-commit-mail/${smartCommitId}`, for: 'schedule', queue: 'mails' };
  const when = runAt === undefined ? options : { ...options, runAt };
  await jobs.add('mail-smart-commit', { smartCommitId }, when);
}
