-- Webhooks: addresses where Git services reach us, everything that arrived, and what we registered at the services.

create table webhook_endpoints (
  id integer generated always as identity primary key,
  -- The unguessable part of the address; alone it names the level.
  token text not null unique,
  -- Both null: the installation's. Only the first: an integration's.
  integration_id integer references integrations on delete cascade,
  repository_id integer references repositories on delete cascade,
  sealed_secret text,
  sealed_previous_secret text,
  previous_secret_until timestamptz,
  -- A secret is shown to people once.
  secret_shown_at timestamptz,
  made_at timestamptz not null default now(),
  unique nulls not distinct (integration_id, repository_id)
);

-- The log of the generic trigger becomes the inbox of everything that arrives. `outcome` is 'waiting' until it was read.
alter table webhook_deliveries
  alter column about set default '',
  alter column note set default '',
  -- No foreign keys: the log outlives what it speaks of, and one removed thing must not keep a batch from being stored.
  add column endpoint_id integer,
  -- Of the endpoint, or as found when it was read.
  add column integration_id integer,
  add column repository_id integer,
  -- Which connector it is for; null as long as nobody has looked.
  add column connector text,
  add column event text not null default '',
  -- The same for every repetition of a delivery.
  add column delivery_key text,
  add column headers jsonb not null default '{}',
  add column body bytea,
  add column size integer not null default 0,
  -- Further ones that were counted instead of kept.
  add column repeats integer not null default 0,
  add column read_at timestamptz,
  add column replayed_at timestamptz;
create unique index webhook_deliveries_by_key on webhook_deliveries (endpoint_id, delivery_key);
create index webhook_deliveries_waiting on webhook_deliveries (endpoint_id, id) where outcome = 'waiting';
create index webhook_deliveries_by_integration on webhook_deliveries (integration_id, id);
create index webhook_deliveries_by_repository on webhook_deliveries (repository_id, id);

-- When a webhook last spoke of it: it need not be looked at as often.
alter table repositories add column last_webhook_at timestamptz;
create index repositories_by_remote_id on repositories (remote_id);

-- One row for each webhook that we made at a Git service, or could not make.
create table webhook_registrations (
  id integer generated always as identity primary key,
  integration_id integer not null references integrations on delete cascade,
  -- 'app', 'owner/acme' or 'repository/17': what it is made for.
  place text collate "C" not null,
  level text not null,
  -- What the connector is told to find the place again; plain JSON.
  target jsonb not null,
  endpoint_id integer references webhook_endpoints on delete set null,
  -- What the service was told to call: ours is known by it, also after the installation's address has changed.
  url text not null,
  -- Of the webhook at the service; null when there is none.
  remote_id text,
  -- 'working', 'failing', 'untried' as the service says, 'refused' when it could not be made.
  state text not null,
  reason text,
  -- Null: to be asked for anew.
  checked_at timestamptz,
  working_at timestamptz,
  resent_at timestamptz,
  unique (integration_id, place)
);

-- How setting up went for an integration as a whole.
create table webhook_setups (
  integration_id integer primary key references integrations on delete cascade,
  -- Why nothing could be registered at all; null when that is not so.
  obstacle text,
  finished_at timestamptz,
  -- A webhook of an unknown repository asks for the list; not more often than every few minutes.
  discovery_asked_at timestamptz
);
