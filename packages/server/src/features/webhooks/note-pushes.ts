/** Keeps who pushed what, and lets commands run that waited for somebody to vouch for their author. */

import type { Repository } from '@branchline/domain';
import type { ToldPush } from '../../ports/git-service/webhooks.ts';
import { addSmartCommitJob } from '../../ports/smart-commit-jobs.ts';
import type { Tables } from '../../ports/store.ts';

/** A ref of the repository that somebody moved, and when we were told. */
export interface TimedPush {
  readonly repository: Repository;
  readonly push: ToldPush | undefined;
  readonly receivedAt: Date;
}

/** A webhook that comes so late is no use to a command any more. */
const longestDelayMilliseconds = 24 * 60 * 60_000;

/** @param told of one repository */
export async function notePushes(tables: Tables, told: readonly TimedPush[]): Promise<void> {
  const pushes = told.flatMap(({ push, receivedAt }) => (push === undefined ? [] : [{ ...push, receivedAt }]));
  const [first] = told;
  if (pushes.length === 0 || first === undefined) return;
  const { id: repositoryId, integrationId } = first.repository;
  await tables.gitPushes.note(repositoryId, pushes);
  const latest = Math.max(...pushes.map(({ receivedAt }) => receivedAt.getTime()));
  // The schedule may have found a commit before the webhook was read.
  const waiting = await tables.smartCommits.withoutPusher(repositoryId, new Date(latest - longestDelayMilliseconds));
  for (const commit of waiting) await addSmartCommitJob(tables.jobs, { repositoryId, integrationId, commit });
}
