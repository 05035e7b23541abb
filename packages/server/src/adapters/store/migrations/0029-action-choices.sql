-- What somebody last chose when they acted from an issue of a project: offered first the next time.
create table action_choices (
  -- Who they came as. It follows them when people are joined, and goes with them.
  identity_id integer not null references identities on delete cascade,
  project_key text collate "C" not null,
  repository_id integer not null references repositories on delete cascade,
  source_branch text,
  target_branch text,
  changed_at timestamptz not null,
  primary key (identity_id, project_key, repository_id)
);
create index action_choices_by_repository on action_choices (repository_id);
