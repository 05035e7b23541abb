/** Jobs → the contract's shape. */

import type { Job } from '@branchline/contract';
import type { JobShown } from '../../features/operations/show-jobs.ts';
import type { NamedThing } from '../../ports/job-control.ts';

function presentNamed(thing: NamedThing<number> | undefined): Job['repository'] {
  return thing === undefined ? null : { id: thing.id, name: thing.name };
}

export function presentJob({ line, pausedBecause, requestsWaitUntil, keptBecause }: JobShown): Job {
  return {
    id: line.id,
    name: line.name,
    key: line.key ?? null,
    for: line.for,
    state: line.state,
    repository: presentNamed(line.repository),
    integration: presentNamed(line.integration),
    jiraSite: presentNamed(line.jiraSite),
    attempts: line.attempts,
    lastError: line.lastError ?? null,
    waitsFor: line.waitsFor ?? null,
    pausedBecause: pausedBecause ?? null,
    requestsWaitUntil: requestsWaitUntil?.toISOString() ?? null,
    runAt: line.runAt.toISOString(),
    addedAt: line.addedAt.toISOString(),
    startedAt: line.startedAt?.toISOString() ?? null,
    isEnding: line.isEnding,
    keptBecause: keptBecause ?? null,
  };
}
