/** What is kept with a waiting job besides its payload, and how two waiting jobs with one key become one. */

import { mergePullRequestScopes, mergeScopes } from '@branchline/domain';
import type { IndexingTrigger } from '@branchline/domain';
import type { JobName, JobPayloads, JobUrgency } from '../../ports/jobs.ts';

/** The queue's payload. The queue forgets a running job's key when the same key is added again; this does not. */
export interface JobEnvelope {
  readonly key: string | null;
  readonly payload: JobPayloads[JobName];
  /** Tries that have failed. */
  readonly attempts: number;
  /** Why the last one did. */
  readonly lastError: string | null;
}

/** Smaller runs first; gaps leave room for what may come. */
const priorities: Readonly<Record<JobUrgency, number>> = { person: 0, webhook: 10, schedule: 20, history: 30 };

/** A person's wish outranks what a machine noticed. */
const triggers: readonly IndexingTrigger[] = ['reindex', 'person', 'webhook', 'schedule'];

export function priorityOf(urgency: JobUrgency): number {
  return priorities[urgency];
}

export function urgencyOf(priority: number): JobUrgency {
  // What somebody moved before everything else.
  if (priority < priorities.person) return 'person';
  const found = Object.entries(priorities).find(([, each]) => each === priority);
  return (found?.[0] ?? 'schedule') as JobUrgency;
}

/** The flag of the jobs of an integration. */
export function integrationFlag(integrationId: number): string {
  return `integration:${integrationId}`;
}

/** Reads what the queue gave back; jobs that the queue made itself (the schedule's) have no envelope. */
export function envelopeFrom(value: unknown): JobEnvelope {
  const { key = null, payload, attempts = 0, lastError = null } = value as Partial<JobEnvelope>;
  return { key, payload: payload ?? {}, attempts, lastError };
}

/** One job that does what both would: scopes add up, of everything else the newer counts. */
export function mergeEnvelopes(name: JobName, waiting: JobEnvelope, added: JobEnvelope): JobEnvelope {
  return {
    key: added.key,
    payload: mergePayloads(name, waiting.payload, added.payload),
    attempts: Math.max(waiting.attempts, added.attempts),
    lastError: added.lastError ?? waiting.lastError,
  };
}

type Indexing = JobPayloads['index-repository'];
type PullRequestIndexing = JobPayloads['index-pull-requests'];

function mergePayloads(
  name: JobName,
  waiting: JobPayloads[JobName],
  added: JobPayloads[JobName],
): JobPayloads[JobName] {
  if (name === 'index-repository') {
    const [before, now] = [waiting as Indexing, added as Indexing];
    return { ...now, scope: mergeScopes(before.scope, now.scope), trigger: betterTrigger(before, now) };
  }
  if (name === 'index-pull-requests') {
    const [before, now] = [waiting as PullRequestIndexing, added as PullRequestIndexing];
    return { ...now, scope: mergePullRequestScopes(before.scope, now.scope), trigger: betterTrigger(before, now) };
  }
  return added;
}

function betterTrigger(
  waiting: { readonly trigger: IndexingTrigger },
  added: { readonly trigger: IndexingTrigger },
): IndexingTrigger {
  return triggers[Math.min(triggers.indexOf(waiting.trigger), triggers.indexOf(added.trigger))] ?? added.trigger;
}
