-- What administrators set for repositories; phases of indexings; and what makes long lists quick.

alter table repositories
  -- Only what was set.
  add column settings jsonb not null default '{}',
  -- The filter by which tags were last read; null: every tag.
  add column applied_tags text,
  -- What people call it.
  add column shown_name text generated always as (coalesce(settings ->> 'displayName', name)) stored;
create index repositories_by_shown_name on repositories (shown_name, id);
create index repositories_by_change on repositories (coalesce(changed_at, '-infinity'::timestamptz), id);
create index repositories_by_linked_commits on repositories (linked_commit_count, id);

-- With what new repositories of an integration begin.
alter table integrations add column repository_defaults jsonb not null default '{}';

-- Phases that ended: [{phase, startedAt, endedAt, done, total, bytes}, ...]
alter table index_runs add column phases jsonb not null default '[]';

-- Most deliveries are queued: those are found without an index.
create index webhook_deliveries_by_outcome on webhook_deliveries (outcome, id)
  where outcome in ('ignored', 'refused', 'failed');
create index webhook_deliveries_by_event on webhook_deliveries (event, id);
