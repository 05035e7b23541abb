-- Pull requests with issue keys, how far their service has been asked for them, and what webhooks alone have told.

create table pull_requests (
  id bigint generated always as identity primary key,
  repository_id integer not null,
  remote_id text collate "C" not null,
  sequence bigint not null,
  removed boolean not null default false,
  live boolean not null,
  title text not null,
  description text not null,
  state text not null,
  is_draft boolean not null,
  author jsonb,
  source jsonb not null,
  target_branch text not null,
  merge_commit text,
  reviewers jsonb not null,
  comment_count integer not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  closed_at timestamptz,
  web_url text not null,
  is_complete boolean not null,
  -- Times that the service could not tell the rest of an incomplete one.
  tries integer not null default 0,
  links text not null,
  unique (repository_id, remote_id)
);
create index pull_requests_to_send on pull_requests (repository_id, live, sequence);
create index pull_requests_to_complete on pull_requests (repository_id, tries, updated_at desc) where not is_complete and not removed;

create table pull_request_walks (
  repository_id integer primary key references repositories on delete cascade,
  -- When the last complete walk ended; null until the first has.
  walked_at timestamptz,
  -- By the service's clock: everything updated before is known.
  since timestamptz,
  validator text,
  -- The walk under way: {everything, startedAt, since, after, validator, latest, walked}.
  walk jsonb,
  problem text,
  -- When the service is asked again after the problem, where that is known.
  retry_at timestamptz
);

-- Indexings of git and of pull requests run beside each other.
alter table index_runs add column about text not null default 'git';
alter table index_runs add column pull_requests_read integer not null default 0;

-- Told by a webhook only: parents and files are not known, and git knows better.
alter table commits add column from_payload boolean not null default false;
create index commits_from_payload on commits (repository_id) where from_payload;

-- Commits that a service left out of a webhook, between these two.
create table truncated_pushes (
  id integer generated always as identity primary key,
  repository_id integer not null references repositories on delete cascade,
  from_hash text,
  to_hash text not null,
  received_at timestamptz not null,
  unique nulls not distinct (repository_id, from_hash, to_hash)
);
