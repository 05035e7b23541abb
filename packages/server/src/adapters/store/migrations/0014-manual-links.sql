-- What people say by hand about the issues of commits and pull requests. Beside the rows, which are made from git again
-- and again: a row is written by what is found in its text and by what is said here.
create table manual_links (
  repository_id integer not null references repositories on delete cascade,
  -- commit, pull-request
  kind text not null,
  -- The whole hash, or the id at the Git service.
  name text not null,
  key text not null,
  -- added, removed
  state text not null,
  by_whom text not null,
  at timestamptz not null,
  primary key (repository_id, kind, name, key)
);
create index manual_links_by_time on manual_links (at desc);
create index manual_links_by_key on manual_links (key);
