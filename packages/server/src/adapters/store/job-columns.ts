/** A job of the queue's table in the house's words. */

import type { JobName, JobView } from '../../ports/jobs.ts';
import { envelopeFrom, urgencyOf } from './job-envelope.ts';

/** What a question has to select of a job. */
export interface JobColumns {
  readonly id: string;
  readonly name: JobName;
  readonly payload: unknown;
  readonly priority: number;
  readonly run_at: Date;
  readonly attempts: number;
  readonly created_at: Date;
  readonly last_error: string | null;
  readonly state: JobView['state'];
}

export function viewFromColumns(row: JobColumns): JobView {
  const envelope = envelopeFrom(row.payload);
  return {
    id: row.id,
    name: row.name,
    key: envelope.key ?? undefined,
    for: urgencyOf(row.priority),
    state: row.state,
    attempts: envelope.attempts + row.attempts,
    lastError: row.last_error ?? envelope.lastError ?? undefined,
    runAt: row.run_at,
    addedAt: row.created_at,
  };
}
