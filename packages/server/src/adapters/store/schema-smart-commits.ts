/** The columns of the tables about smart commits, git pushes, mails and the audit log, as Kysely and `pg` see them. */

import type { Generated, GeneratedAlways } from 'kysely';

export interface AuditLogRow {
  id: GeneratedAlways<number>;
  at: Generated<Date>;
  who: string;
  what: string;
  about: string;
  origin: string;
  result: string;
  note: string;
}

export interface GitPushRow {
  id: GeneratedAlways<number>;
  repository_id: number;
  head: string;
  before: string | null;
  pusher: unknown;
  received_at: Date;
}

export interface SmartCommitSettingsRow {
  jira_site_id: number;
  project_key: string | null;
  settings: unknown;
}

export interface SmartCommitRow {
  id: GeneratedAlways<number>;
  integration_id: number;
  fingerprint: string;
  repository_id: number;
  hash: string;
  author_name: string;
  author_email: string;
  authored_at: Date;
  pusher: unknown;
  seen_at: Date;
}

export interface SmartCommitRunRow {
  id: GeneratedAlways<number>;
  smart_commit_id: number;
  jira_site_id: number;
  issue_key: string;
  position: number;
  command: string;
  arguments: string;
  state: string;
  reason: string | null;
  message: Generated<string>;
  person_id: number | null;
  words_went: string | null;
  started_at: Date | null;
  tried_at: Date | null;
  ended_at: Date | null;
  mailed_at: Date | null;
}

export interface SmartCommitTables {
  readonly audit_log: AuditLogRow;
  readonly git_pushes: GitPushRow;
  readonly smart_commit_settings: SmartCommitSettingsRow;
  readonly smart_commits: SmartCommitRow;
  readonly smart_commit_hashes: { repository_id: number; hash: string; smart_commit_id: number };
  readonly smart_commit_runs: SmartCommitRunRow;
  readonly mails_sent: { recipient: string; sent_at: Date };
  readonly mail_refusals: { recipient: string; refused_at: Generated<Date> };
}
