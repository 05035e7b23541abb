/** How jobs deal with failures: the domain's rule, and who is paused when a credential no longer works. */

import { afterFailure, type Failure, type IntegrationId, type JiraSiteId } from '@branchline/domain';
import { pauseRefused } from '../features/integrations/pause-refused.ts';
import type { JobName, JobPayloads, JobPolicy } from '../ports/jobs.ts';
import type { Log } from '../ports/log.ts';
import type { Store } from '../ports/store.ts';

export interface PolicyDeps {
  readonly store: Store;
  readonly log: Log;
  /** From 0 up to 1: staggers retries. */
  readonly random: () => number;
}

/** A site that refuses our credential or our right is left alone until somebody resumes it. */
async function noteJiraFailure(store: Store, id: JiraSiteId, failure: Failure): Promise<void> {
  await store.jiraSites.noteFailure(id, failure.message);
  const refused = failure.kind === 'unauthorized' || failure.kind === 'forbidden';
  if (refused) await store.jiraSites.pause(id, failure.message);
}

async function integrationOf(store: Store, payload: JobPayloads[JobName]): Promise<IntegrationId | undefined> {
  if ('integrationId' in payload) return payload.integrationId;
  if (!('repositoryId' in payload)) return undefined;
  return (await store.repositories.get(payload.repositoryId))?.integrationId;
}

/** The policy of this house. */
export function createJobPolicy({ store, log, random }: PolicyDeps): JobPolicy {
  return {
    decide: (failure, attempt, now) => afterFailure(failure, attempt, now, random()),
    async onGivenUp(name, payload, failure) {
      log.warn('a job was given up', { name, kind: failure.kind, from: failure.from, message: failure.message });
      if ('jiraSiteId' in payload) return noteJiraFailure(store, payload.jiraSiteId, failure);
      if (failure.kind !== 'unauthorized') return undefined;
      const integrationId = await integrationOf(store, payload);
      if (integrationId === undefined) return undefined;
      return pauseRefused(store, integrationId, failure);
    },
  };
}
