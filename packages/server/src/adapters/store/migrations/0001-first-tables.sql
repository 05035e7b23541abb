-- Everything the house keeps in its first release.
-- Rows of commits and links carry no foreign keys: they are written by the ten thousand, and their owner deletes them.

create table installation (
  only_row boolean primary key default true check (only_row),
  id text not null,
  access_token_digest text
);

create table integrations (
  id integer generated always as identity primary key,
  connector text not null,
  name text not null,
  settings jsonb not null,
  sealed_credential text,
  paused_because text,
  added_at timestamptz not null default now()
);

create table repositories (
  id integer generated always as identity primary key,
  integration_id integer not null references integrations on delete cascade,
  remote_id text not null,
  name text not null,
  clone_url text not null,
  -- The clone URL without user, trailing slash and .git: what the generic trigger is compared with.
  clone_address text not null,
  web_url text,
  default_branch text,
  state text not null default 'waiting',
  state_reason text,
  indexed_at timestamptz,
  changed_at timestamptz,
  next_look_at timestamptz,
  refs_fingerprint text,
  pinned_host_key text,
  commit_count integer not null default 0,
  -- The last number given to a row of this repository.
  last_sequence bigint not null default 0,
  -- How far an unfinished walk of history has come.
  walk text,
  walked integer,
  walk_after_another boolean,
  unique (integration_id, remote_id)
);
create index repositories_by_clone_address on repositories (clone_address);
create index repositories_by_next_look on repositories (next_look_at);

create table ref_heads (
  repository_id integer not null references repositories on delete cascade,
  ref text collate "C" not null,
  hash bytea not null,
  primary key (repository_id, ref)
);

create table tags (
  repository_id integer not null references repositories on delete cascade,
  name text collate "C" not null,
  commit bytea not null,
  annotated boolean not null,
  at timestamptz not null,
  primary key (repository_id, name)
);

create table index_runs (
  id integer generated always as identity primary key,
  repository_id integer not null references repositories on delete cascade,
  trigger text not null,
  started_at timestamptz not null default now(),
  ended_at timestamptz,
  outcome text,
  failure text,
  phase text,
  phase_done bigint,
  phase_total bigint,
  phase_bytes bigint,
  phase_started_at timestamptz,
  updated_at timestamptz not null default now(),
  commits_walked integer not null default 0,
  commits_linked integer not null default 0,
  files_read integer not null default 0
);
create index index_runs_by_repository on index_runs (repository_id, id desc);

-- Each step is a block of ids for one batch of commits: whoever takes it knows their ids before writing them.
create sequence commit_ids increment by 4096;
create table commits (
  id bigint primary key,
  repository_id integer not null,
  hash bytea not null,
  sequence bigint not null,
  removed boolean not null default false,
  live boolean not null,
  files_read boolean not null default false,
  parents bytea[] not null,
  author_name text not null,
  author_email text not null,
  authored_at timestamptz not null,
  committer_name text not null,
  committer_email text not null,
  committed_at timestamptz not null,
  message text not null,
  notes text not null,
  -- 'ABC-1/title ABC-2/body': the keys and where each was found.
  links text not null,
  unique (repository_id, hash)
);
create index commits_to_send on commits (repository_id, live, sequence) include (removed) where files_read;
create index commits_without_files on commits (repository_id, committed_at desc) where not files_read and not removed;

create table commit_files (
  commit_id bigint primary key,
  -- [path, previous path, change, lines added, lines removed], ...
  files jsonb not null,
  file_count integer not null,
  lines_added bigint not null,
  lines_removed bigint not null,
  unreadable boolean not null
);

-- Commits between the same releases share one row.
create table containments (
  id integer generated always as identity primary key,
  repository_id integer not null references repositories on delete cascade,
  on_default_branch boolean not null,
  tags text[] not null
);
create index containments_by_repository on containments (repository_id);

create table commit_containments (
  commit_id bigint primary key,
  containment_id integer not null
);

create table branches (
  id bigint generated always as identity primary key,
  repository_id integer not null,
  name text collate "C" not null,
  sequence bigint not null,
  removed boolean not null default false,
  live boolean not null,
  head jsonb not null,
  is_default boolean not null,
  ahead integer,
  behind integer,
  merged boolean not null,
  links text not null,
  unique (repository_id, name)
);
create index branches_to_send on branches (repository_id, live, sequence);

-- One row per key and commit or branch that is not removed; `at` is when it was committed.
create table linked_issue_keys (
  key text collate "C" not null,
  at timestamptz not null,
  kind text collate "C" not null,
  entity_id bigint not null,
  repository_id integer not null,
  primary key (key, at, kind, entity_id) include (repository_id)
);
create index linked_issue_keys_by_time on linked_issue_keys (repository_id, at) include (key);

create table jira_sites (
  id integer generated always as identity primary key,
  name text not null,
  site_url text not null,
  cloud_id text not null,
  api_url text not null,
  client_id text not null,
  sealed_client_secret text,
  paused_because text,
  last_failure text,
  last_failed_at timestamptz,
  project_keys text[]
);

create table project_associations (
  jira_site_id integer not null references jira_sites on delete cascade,
  integration_id integer not null references integrations on delete cascade,
  repository_id integer references repositories on delete cascade,
  -- Null means all.
  projects text[],
  actions text[] not null,
  unique nulls not distinct (jira_site_id, integration_id, repository_id)
);

create table push_cursors (
  repository_id integer not null references repositories on delete cascade,
  jira_site_id integer not null references jira_sites on delete cascade,
  stream text collate "C" not null,
  sequence bigint not null,
  primary key (repository_id, jira_site_id, stream)
);

create table pushed_entities (
  repository_id integer not null references repositories on delete cascade,
  jira_site_id integer not null references jira_sites on delete cascade,
  kind text collate "C" not null,
  name text collate "C" not null,
  state text not null,
  message text,
  primary key (repository_id, jira_site_id, kind, name)
);
create index pushed_entities_refused on pushed_entities (jira_site_id, repository_id) where state = 'refused';

create table unknown_issue_keys (
  jira_site_id integer not null references jira_sites on delete cascade,
  key text collate "C" not null,
  first_seen_at timestamptz not null default now(),
  last_seen_at timestamptz not null default now(),
  primary key (jira_site_id, key)
);

create table webhook_deliveries (
  id bigint generated always as identity primary key,
  received_at timestamptz not null default now(),
  about text not null,
  outcome text not null,
  note text not null
);
create index webhook_deliveries_by_time on webhook_deliveries (received_at);

-- Jobs with one of these flags are not started.
create table paused_jobs (
  flag text primary key
);
