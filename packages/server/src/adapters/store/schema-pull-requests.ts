/** The columns of the tables about pull requests and about what webhooks alone have told. */

import type { Generated, GeneratedAlways } from 'kysely';

export interface PullRequestRow {
  id: GeneratedAlways<number>;
  repository_id: number;
  remote_id: string;
  sequence: number;
  removed: Generated<boolean>;
  live: boolean;
  title: string;
  description: string;
  state: string;
  is_draft: boolean;
  author: unknown;
  source: unknown;
  target_branch: string;
  merge_commit: string | null;
  reviewers: unknown;
  comment_count: number;
  created_at: Date;
  updated_at: Date;
  closed_at: Date | null;
  web_url: string;
  is_complete: boolean;
  tries: Generated<number>;
  links: string;
  checks: unknown;
  checks_due_at: Generated<Date | null>;
}

export interface PullRequestWalkRow {
  repository_id: number;
  walked_at: Date | null;
  since: Date | null;
  validator: string | null;
  walk: unknown;
  problem: string | null;
  retry_at: Date | null;
}

export interface TruncatedPushRow {
  id: GeneratedAlways<number>;
  repository_id: number;
  from_hash: string | null;
  to_hash: string;
  received_at: Date;
}
