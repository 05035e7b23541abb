-- What administrators set for the whole installation and for single Jira projects.
create table installation_settings (
  -- One row at most.
  single boolean primary key default true check (single),
  -- Only what was set.
  settings jsonb not null
);
create table project_settings (
  jira_site_id integer not null references jira_sites on delete cascade,
  project_key text collate "C" not null,
  settings jsonb not null,
  -- The link sources that were off when the project's rows were last made news.
  applied_sources_off text[] not null default '{}',
  primary key (jira_site_id, project_key)
);
-- Places in which keys of a project do not link: rows keep what was found there, `linked_issue_keys` leaves it out.
create table hidden_link_sources (
  -- As it is written in keys, so former names of a renamed project are here, too.
  project_key text collate "C" not null,
  kind text not null,
  found_in text not null,
  primary key (project_key, kind, found_in)
);
