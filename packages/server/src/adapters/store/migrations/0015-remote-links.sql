-- What Jira Data Center has of ours: it takes no development information, so issues get links instead, and only we
-- know which. Kept apart from repositories and sites, because links must be taken back after those are gone.
create table linked_repositories (
  site_url text not null,
  jira_repository_id text collate "C" not null,
  -- As people call it, and where our pages of issues begin: both stand in links.
  name text not null,
  issues_url text not null,
  properties jsonb not null,
  primary key (site_url, jira_repository_id)
);

-- An issue that a commit, branch or pull request names at Jira. Written down before Jira is told.
create table remote_links (
  site_url text not null,
  jira_repository_id text collate "C" not null,
  kind text not null,
  name text collate "C" not null,
  key text collate "C" not null,
  sequence bigint not null,
  -- No longer so; kept until Jira was told.
  is_leaving boolean not null default false,
  primary key (site_url, jira_repository_id, kind, name, key),
  foreign key (site_url, jira_repository_id) references linked_repositories on delete cascade
);
create index remote_links_by_issue on remote_links (site_url, jira_repository_id, kind, key);
create index remote_links_leaving on remote_links (site_url, jira_repository_id) where is_leaving;
