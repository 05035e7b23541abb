-- The Forge app of a Jira site: each operator registers a copy of their own.
create table forge_apps (
  jira_site_id integer primary key references jira_sites on delete cascade,
  app_id text collate "C" not null,
  -- Through which door development information goes, and which door's is still to be taken back.
  sink text not null default 'oauth',
  sink_to_empty text,
  -- Everything is to be sent anew before that.
  resend_due boolean not null default false,
  -- Why the former door's could not be taken back so far.
  emptying_trouble text,
  registered_at timestamptz not null
);

-- Where the app is installed. Those that were replaced are kept, so that their tokens are known for what they are.
create table forge_installations (
  jira_site_id integer not null references forge_apps on delete cascade,
  installation_id text collate "C" not null,
  environment text not null,
  bound_at timestamptz not null,
  last_seen_at timestamptz not null,
  sealed_app_token text,
  app_token_expires_at timestamptz,
  silent_since timestamptz,
  silent_because text,
  -- What is to be done once Jira takes its token: 'resend', 'go-on', or nothing.
  greeting text,
  replaced_at timestamptz,
  primary key (jira_site_id, installation_id)
);
create unique index forge_installations_current on forge_installations (jira_site_id) where replaced_at is null;

-- Of a service account whose credential is an OAuth client's.
alter table jira_sites add column account_client_id text;

-- Issues by the names of branches, for search by JQL.
create index branches_by_name on branches (name) where not removed;
create index pull_requests_by_source on pull_requests ((source ->> 'branch')) where not removed;
