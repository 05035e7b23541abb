-- What an issue's property at Jira says about git, and which are to be written again.
create table issue_properties (
  jira_site_id integer not null references jira_sites on delete cascade,
  key text collate "C" not null,
  -- Null: nothing to be done.
  wished_at timestamptz,
  -- What Jira has; null: nothing of ours.
  saved jsonb,
  primary key (jira_site_id, key)
);
create index issue_properties_wished on issue_properties (jira_site_id, wished_at) where wished_at is not null;
