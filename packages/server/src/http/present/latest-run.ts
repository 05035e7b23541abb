/** The newest runs of all repositories → the contract's shape. */

import type { Overview } from '@branchline/contract';
import type { NewestRun } from '../../ports/store/index-runs.ts';

export function presentLatest({ run, repositoryName }: NewestRun): Overview['latest'][number] {
  return {
    id: run.id,
    repositoryId: run.repositoryId,
    repositoryName,
    about: run.about,
    trigger: run.trigger,
    at: (run.endedAt ?? run.updatedAt).toISOString(),
    outcome: run.outcome === 'failed' ? 'failed' : 'done',
    failure: run.failure ?? null,
    commitsWalked: run.commitsWalked,
    commitsLinked: run.commitsLinked,
    pullRequestsRead: run.pullRequestsRead,
  };
}
