-- What a Git service lists, chosen or not, and how far the walk over its list has come.
create table listed_repositories (
  integration_id integer not null references integrations on delete cascade,
  remote_id text collate "C" not null,
  owner text not null,
  name text not null,
  web_url text,
  is_archived boolean not null,
  is_empty boolean not null,
  active_at timestamptz,
  may_administer boolean,
  passes_filter boolean not null,
  is_taken boolean not null default false,
  -- Why, in the domain's word.
  because text not null default '',
  -- Walks are counted per integration: in which it was first and last seen.
  first_walk integer not null,
  last_walk integer not null,
  -- Not in the last complete list, and the service says it knows no such repository.
  is_gone boolean not null default false,
  primary key (integration_id, remote_id)
);
create index listed_repositories_by_name on listed_repositories (integration_id, owner, name, remote_id);

create table repository_walks (
  integration_id integer primary key references integrations on delete cascade,
  -- The walk that is going on, or the last one.
  walk integer not null,
  -- Where the next page begins; null at the beginning of a walk.
  after text,
  is_finished boolean not null,
  seen integer not null default 0,
  started_at timestamptz not null default now(),
  finished_at timestamptz
);

create table repository_choices (
  integration_id integer primary key references integrations on delete cascade,
  choice jsonb not null,
  -- What was first seen in a later walk than this one came after the choice was saved.
  saved_in_walk integer not null
);

-- How the repository stands at its service: there, archived, empty or gone.
alter table repositories add column remote_state text not null default 'there';

-- Linked commits as they were when indexing last ended: lists must not count them.
alter table repositories add column linked_commit_count integer not null default 0;
update repositories set linked_commit_count = (
  select count(*) from commits where repository_id = repositories.id and not removed
);
