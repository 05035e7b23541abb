/** Which topics a statement changes: read from the tables it writes. */

import type { Topic } from '@branchline/domain';

const indexed = ['repositories', 'integrations', 'overview'] as const;
const connected = ['integrations', 'overview'] as const;
const sent = ['jira-sites', 'overview'] as const;
const known = ['people', 'me'] as const;
/** Nothing that a page shows, or only together with something that is written beside it. */
const nothing = [] as const;

/** Every table of the schema: what pages show of it. */
export const topicsOfTables: Readonly<Record<string, readonly Topic[]>> = {
  account_subjects: ['accounts'],
  accounts: ['accounts', 'me'],
  action_choices: nothing,
  api_tokens: ['api-tokens', 'accounts'],
  applied_associations: sent,
  apps: connected,
  audit_log: ['audit-log'],
  branches: ['issues'],
  clearing_steps: sent,
  clearings: sent,
  commit_containments: ['issues'],
  commit_files: nothing,
  commits: ['issues'],
  containments: ['issues'],
  erased_identities: known,
  forge_apps: sent,
  forge_installations: sent,
  former_projects: ['issues'],
  git_pushes: ['overview'],
  /** The queue's own, as far as we write them ourselves. */
  graphile_worker: ['jobs'],
  hidden_link_sources: ['settings', 'issues'],
  idempotent_requests: nothing,
  identities: known,
  identity_links: known,
  identity_providers: ['identity-providers', 'sign-in-ways'],
  index_runs: ['repositories', 'overview'],
  installation: ['settings'],
  installation_settings: ['settings'],
  integrations: connected,
  issue_aliases: ['issues'],
  issue_events: nothing,
  issue_properties: nothing,
  issue_watches: ['jira-sites'],
  jira_codes: nothing,
  jira_email_questions: nothing,
  jira_people_settings: ['jira-sites'],
  jira_sites: sent,
  job_cancellations: ['jobs'],
  known_issues: ['issues'],
  linked_issue_keys: ['issues'],
  linked_repositories: indexed,
  listed_repositories: ['integrations'],
  mail_refusals: ['smart-commits'],
  mails_sent: nothing,
  manual_links: ['issues'],
  oauth_clients: ['integrations'],
  one_time_links: nothing,
  paused_jobs: ['jobs', ...indexed],
  people: known,
  people_cursors: nothing,
  personal_connections: known,
  project_associations: sent,
  project_names: sent,
  project_repositories: ['issues'],
  project_settings: ['settings', 'jira-sites'],
  pull_request_walks: ['repositories'],
  pull_requests: ['issues'],
  push_cursors: sent,
  pushed_entities: nothing,
  rate_closings: ['integrations'],
  rate_counts: nothing,
  reconciliations: ['jira-sites'],
  recovery_codes: ['me'],
  ref_heads: nothing,
  remote_links: nothing,
  repositories: indexed,
  repository_choices: ['integrations'],
  repository_walks: ['integrations'],
  sent_counts: sent,
  sessions: nothing,
  sign_in_attempts: nothing,
  sign_ins: nothing,
  smart_commit_hashes: nothing,
  smart_commit_runs: ['smart-commits', 'issues'],
  smart_commit_settings: ['smart-commits', 'jira-sites'],
  smart_commits: nothing,
  tags: ['issues'],
  truncated_pushes: nothing,
  unknown_issue_keys: ['jira-sites'],
  webhook_deliveries: ['webhooks'],
  webhook_endpoints: ['webhooks'],
  webhook_registrations: ['webhooks', 'integrations'],
  webhook_setups: ['webhooks', 'integrations'],
};

/** A word after which the name of a table follows that is written to. */
const writing = /\b(?:insert\s+into|update|delete\s+from|merge\s+into|truncate)\s+(?:only\s+)?"?([a-z_]+)"?/giu;
const queueing =
  /graphile_worker\.(?:add_jobs?|complete_jobs|permanently_fail_jobs|reschedule_jobs|force_unlock_workers)\b/u;

/** The topics of the tables that a statement writes, each once. */
export function topicsIn(statement: string): readonly Topic[] {
  const topics = new Set<Topic>();
  for (const [, table = ''] of statement.matchAll(writing)) {
    for (const topic of topicsOfTables[table.toLowerCase()] ?? []) topics.add(topic);
  }
  // The queue's own functions write its tables.
  if (queueing.test(statement)) topics.add('jobs');
  return [...topics];
}
