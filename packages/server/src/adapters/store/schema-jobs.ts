/** What is kept about jobs besides the queue's own tables. */

import type { Generated } from 'kysely';

export interface JobTables {
  readonly paused_jobs: PausedJobRow;
  readonly job_cancellations: { job_id: number; asked_at: Generated<Date> };
}

interface PausedJobRow {
  flag: string;
  who: string | null;
  because: string | null;
  paused_at: Generated<Date>;
}
