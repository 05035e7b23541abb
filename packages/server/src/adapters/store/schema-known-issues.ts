/** The columns of the tables about Jira's issues, as Kysely and `pg` see them. */

import type { GeneratedAlways } from 'kysely';

export interface KnownIssueRow {
  jira_site_id: number;
  key: string;
  jira_id: string;
  summary: string;
  type: string;
  status: string;
  read_at: Date;
}

export interface IssueAliasRow {
  jira_site_id: number;
  former_key: string;
  present_key: string;
}

export interface IssueWatchRow {
  jira_site_id: number;
  sealed_secret: string | null;
  sealed_previous_secret: string | null;
  previous_secret_until: Date | null;
  made_at: Date | null;
  last_event_at: Date | null;
  looked_until: Date | null;
  next_look_at: Date | null;
}

export interface IssueEventRow {
  id: GeneratedAlways<number>;
  jira_site_id: number;
  identifier: string;
  event: unknown;
  received_at: Date;
  followed_at: Date | null;
}
