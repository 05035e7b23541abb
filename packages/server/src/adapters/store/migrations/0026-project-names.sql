-- What the projects of Jira sites are called, so that people find them by their names.
create table project_names (
  jira_site_id integer not null references jira_sites on delete cascade,
  key text collate "C" not null,
  name text not null,
  primary key (jira_site_id, key)
);
