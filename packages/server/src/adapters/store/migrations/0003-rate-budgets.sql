-- How many requests Git services still take from us, shared by all processes. A cache: losing it costs some refusals.

-- Without foreign keys: a budget is named by whoever sends the requests ('integration/12'), and outlives nothing.
create table rate_counts (
  budget text collate "C" not null,
  -- As the service calls it; empty where it has one count only.
  resource text collate "C" not null,
  is_ordinary boolean not null,
  request_limit integer not null,
  remaining integer not null,
  resets_at timestamptz not null,
  primary key (budget, resource)
);

-- Budgets that a service has closed for a while.
create table rate_closings (
  budget text collate "C" primary key,
  until timestamptz not null,
  -- In words.
  because text not null
);
