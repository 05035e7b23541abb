/** The columns of the tables about what may be sent to Jira, what was taken back and what Jira was found to have. */

import type { Generated, GeneratedAlways } from 'kysely';

export interface AssociationRow {
  jira_site_id: number;
  integration_id: number;
  repository_id: number | null;
  projects: readonly string[] | null;
  actions: readonly string[];
  granted: unknown;
}

export interface AppliedAssociationRow {
  jira_site_id: number;
  integration_id: number;
  repository_id: number | null;
  projects: readonly string[] | null;
}

export interface ClearingRow {
  id: GeneratedAlways<number>;
  jira_site_id: number;
  integration_id: number | null;
  repository_id: number | null;
  asked_at: Generated<Date>;
  finished_at: Date | null;
  repositories: number;
  repositories_done: Generated<number>;
  entries: number;
  entries_done: Generated<number>;
  queued_up_to: Generated<number>;
  repositories_queued: Generated<number>;
  problem: string | null;
}

export interface ClearingStepRow {
  clearing_id: number;
  repository_id: number;
}

export interface ReconciliationRow {
  jira_site_id: number;
  at: Date;
  outcome: string;
  repositories_asked: number;
  entries_compared: number;
  differences: unknown;
  repositories_sent_again: number;
}
