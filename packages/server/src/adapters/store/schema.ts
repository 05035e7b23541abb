/** The columns of the tables as Kysely and `pg` see them; `migrations/` is what makes them. */

import type { Generated, GeneratedAlways } from 'kysely';
import type { ActingTables } from './schema-acting.ts';
import type { AccountTables } from './schema-accounts.ts';
import type { PeopleTables } from './schema-people.ts';
import type { ForgeAppRow, ForgeInstallationRow } from './schema-forge.ts';
import type { JobTables } from './schema-jobs.ts';
import type { IdempotentRequestTables } from './schema-idempotent-requests.ts';
import type { IssueAliasRow, IssueEventRow, IssueWatchRow, KnownIssueRow } from './schema-known-issues.ts';
import type { ManualLinkTables } from './schema-manual-links.ts';
import type { PullRequestRow, PullRequestWalkRow, TruncatedPushRow } from './schema-pull-requests.ts';
import type { RemoteLinkTables } from './schema-remote-links.ts';
import type { SettingsTables } from './schema-settings.ts';
import type { SmartCommitTables } from './schema-smart-commits.ts';
import type {
  AppliedAssociationRow,
  AssociationRow,
  ClearingRow,
  ClearingStepRow,
  ReconciliationRow,
} from './schema-sending.ts';
import type { WebhookEndpointRow, WebhookRegistrationRow, WebhookSetupRow } from './schema-webhooks.ts';
import type { AppTableRow, OAuthClientTableRow, SignInTableRow } from './schema-sign-in.ts';

export interface Schema
  extends
    JobTables,
    ActingTables,
    AccountTables,
    PeopleTables,
    SmartCommitTables,
    RemoteLinkTables,
    ManualLinkTables,
    IdempotentRequestTables,
    SettingsTables {
  readonly installation: InstallationRow;
  readonly integrations: IntegrationRow;
  readonly repositories: RepositoryRow;
  readonly repository_walks: RepositoryWalkRow;
  readonly repository_choices: { integration_id: number; choice: unknown; saved_in_walk: number };
  readonly ref_heads: { repository_id: number; ref: string; hash: Buffer };
  readonly tags: { repository_id: number; name: string; commit: Buffer; annotated: boolean; at: Date };
  readonly index_runs: IndexRunRow;
  readonly commits: CommitRow;
  readonly branches: BranchRow;
  readonly pull_requests: PullRequestRow;
  readonly pull_request_walks: PullRequestWalkRow;
  readonly truncated_pushes: TruncatedPushRow;
  readonly jira_sites: JiraSiteRowShape;
  readonly project_repositories: { project: string; repository_id: number; newest_at: Date };
  readonly project_names: { jira_site_id: number; key: string; name: string };
  readonly project_associations: AssociationRow;
  readonly applied_associations: AppliedAssociationRow;
  readonly clearings: ClearingRow;
  readonly clearing_steps: ClearingStepRow;
  readonly reconciliations: ReconciliationRow;
  readonly push_cursors: { repository_id: number; jira_site_id: number; stream: string; sequence: number };
  readonly pushed_entities: PushedEntityRow;
  readonly sent_counts: { repository_id: number; jira_site_id: number; sent: number; refused: number };
  readonly unknown_issue_keys: UnknownIssueKeyRow;
  readonly forge_apps: ForgeAppRow;
  readonly forge_installations: ForgeInstallationRow;
  readonly known_issues: KnownIssueRow;
  readonly issue_aliases: IssueAliasRow;
  readonly former_projects: IssueAliasRow;
  readonly issue_watches: IssueWatchRow;
  readonly issue_events: IssueEventRow;
  readonly webhook_deliveries: DeliveryRow;
  readonly webhook_endpoints: WebhookEndpointRow;
  readonly webhook_registrations: WebhookRegistrationRow;
  readonly webhook_setups: WebhookSetupRow;
  readonly rate_counts: RateCountRow;
  readonly rate_closings: RateClosingRow;
  readonly apps: AppTableRow;
  readonly oauth_clients: OAuthClientTableRow;
  readonly sign_ins: SignInTableRow;
}

interface InstallationRow {
  id: string;
  access_token_digest: string | null;
}

export interface IntegrationRow {
  id: GeneratedAlways<number>;
  connector: string;
  name: string;
  settings: unknown;
  mode: string;
  network: unknown;
  sealed_credential: string | null;
  credential_kind: string | null;
  app_id: number | null;
  account: unknown;
  credential_expires_at: Date | null;
  missing_rights: Generated<unknown>;
  checked_at: Date | null;
  paused_because: string | null;
  paused_by: string | null;
  removing_since: Date | null;
  keeps_in_jira: Generated<boolean>;
  requires_git_permission: Generated<boolean>;
  repository_defaults: Generated<unknown>;
  rotates_token: Generated<boolean>;
  requires_personal_token: Generated<boolean>;
  makes_webhooks: Generated<boolean>;
  draft_until: Date | null;
  added_at: Generated<Date>;
}

export interface RepositoryRow {
  id: GeneratedAlways<number>;
  integration_id: number;
  remote_id: string;
  name: string;
  clone_url: string;
  clone_address: string;
  web_url: string | null;
  default_branch: string | null;
  state: Generated<string>;
  state_reason: string | null;
  indexed_at: Date | null;
  changed_at: Date | null;
  next_look_at: Date | null;
  refs_fingerprint: string | null;
  pinned_host_key: string | null;
  commit_count: Generated<number>;
  last_sequence: Generated<number>;
  walk: string | null;
  walked: number | null;
  walk_after_another: boolean | null;
  remote_state: Generated<string>;
  linked_commit_count: Generated<number>;
  last_webhook_at: Date | null;
  settings: Generated<unknown>;
  applied_tags: string | null;
  shown_name: GeneratedAlways<string>;
}

interface RepositoryWalkRow {
  integration_id: number;
  walk: number;
  after: string | null;
  is_finished: boolean;
  seen: Generated<number>;
  started_at: Generated<Date>;
  finished_at: Date | null;
}

export interface IndexRunRow {
  id: GeneratedAlways<number>;
  repository_id: number;
  trigger: string;
  started_at: Generated<Date>;
  ended_at: Date | null;
  outcome: string | null;
  failure: string | null;
  phase: string | null;
  phase_done: number | null;
  phase_total: number | null;
  phase_bytes: number | null;
  phase_started_at: Date | null;
  updated_at: Generated<Date>;
  about: Generated<string>;
  pull_requests_read: Generated<number>;
  commits_walked: Generated<number>;
  commits_linked: Generated<number>;
  files_read: Generated<number>;
  phases: Generated<unknown>;
}

export interface CommitRow {
  id: GeneratedAlways<number>;
  repository_id: number;
  hash: Buffer;
  sequence: number;
  removed: Generated<boolean>;
  live: boolean;
  files_read: Generated<boolean>;
  from_payload: Generated<boolean>;
  parents: readonly Buffer[];
  author_name: string;
  author_email: string;
  authored_at: Date;
  committer_name: string;
  committer_email: string;
  committed_at: Date;
  message: string;
  notes: string;
  links: string;
}

export interface BranchRow {
  id: GeneratedAlways<number>;
  repository_id: number;
  name: string;
  sequence: number;
  removed: Generated<boolean>;
  live: boolean;
  head: unknown;
  is_default: boolean;
  ahead: number | null;
  behind: number | null;
  merged: boolean;
  links: string;
}

export interface JiraSiteRowShape {
  id: GeneratedAlways<number>;
  name: string;
  site_url: string;
  cloud_id: string;
  api_url: string;
  client_id: string;
  sealed_client_secret: string | null;
  paused_because: string | null;
  last_failure: string | null;
  last_failed_at: Date | null;
  project_keys: readonly string[] | null;
  account_kind: string | null;
  account_email: string | null;
  account_client_id: string | null;
  sealed_account_token: string | null;
  findings: unknown;
  checked_at: Date | null;
  projects_refreshed_at: Date | null;
}

interface PushedEntityRow {
  repository_id: number;
  jira_site_id: number;
  kind: string;
  name: string;
  state: string;
  message: string | null;
}

interface UnknownIssueKeyRow {
  jira_site_id: number;
  key: string;
  first_seen_at: Generated<Date>;
  last_seen_at: Generated<Date>;
}

export interface DeliveryRow {
  id: GeneratedAlways<number>;
  received_at: Generated<Date>;
  about: Generated<string>;
  outcome: string;
  note: Generated<string>;
  endpoint_id: number | null;
  integration_id: number | null;
  repository_id: number | null;
  connector: string | null;
  event: Generated<string>;
  delivery_key: string | null;
  headers: Generated<unknown>;
  body: Buffer | null;
  size: Generated<number>;
  repeats: Generated<number>;
  read_at: Date | null;
  replayed_at: Date | null;
}

export interface RateCountRow {
  budget: string;
  resource: string;
  is_ordinary: boolean;
  request_limit: number;
  remaining: number;
  resets_at: Date;
}

export interface RateClosingRow {
  budget: string;
  until: Date;
  because: string;
}
