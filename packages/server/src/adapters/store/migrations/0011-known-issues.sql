-- Issues as Jira last told of them: what our pages show, never longer than they need it.
create table known_issues (
  jira_site_id integer not null references jira_sites on delete cascade,
  key text collate "C" not null,
  -- Jira's number of it, which stays when it is moved.
  jira_id text collate "C" not null,
  summary text not null,
  type text not null,
  status text not null,
  read_at timestamptz not null,
  primary key (jira_site_id, key)
);
create index known_issues_by_id on known_issues (jira_site_id, jira_id);
create index known_issues_by_age on known_issues (read_at);

-- Issues that were moved, each former key with the present one.
create table issue_aliases (
  jira_site_id integer not null references jira_sites on delete cascade,
  former_key text collate "C" not null,
  present_key text collate "C" not null,
  learned_at timestamptz not null default now(),
  primary key (jira_site_id, former_key)
);
create index issue_aliases_by_present on issue_aliases (jira_site_id, present_key);

-- Projects that were renamed, each former key with the present one.
create table former_projects (
  jira_site_id integer not null references jira_sites on delete cascade,
  former_key text collate "C" not null,
  present_key text collate "C" not null,
  primary key (jira_site_id, former_key)
);

-- How we learn of what happens to a site's issues: its webhook, and how far we looked ourselves.
create table issue_watches (
  jira_site_id integer primary key references jira_sites on delete cascade,
  sealed_secret text,
  sealed_previous_secret text,
  previous_secret_until timestamptz,
  made_at timestamptz,
  last_event_at timestamptz,
  looked_until timestamptz,
  next_look_at timestamptz
);

-- Kept after they were followed, too: the sender may repeat them.
create table issue_events (
  id bigint generated always as identity primary key,
  jira_site_id integer not null references jira_sites on delete cascade,
  identifier text not null,
  event jsonb not null,
  received_at timestamptz not null,
  followed_at timestamptz,
  unique (jira_site_id, identifier)
);
create index issue_events_waiting on issue_events (jira_site_id, id) where followed_at is null;
create index issue_events_by_age on issue_events (received_at);

-- Whether a person sees of an integration only the repositories that their own token can read.
alter table integrations add column requires_git_permission boolean not null default false;
