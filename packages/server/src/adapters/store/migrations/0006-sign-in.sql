-- How integrations sign in, how their credentials stand, and how they go.

-- An app that we registered at a Git service; several integrations may use it, one for each installation.
create table apps (
  id integer generated always as identity primary key,
  connector text not null,
  settings jsonb not null,
  network jsonb not null,
  -- What the service calls it in signed tokens.
  app_id text not null,
  slug text not null,
  name text not null,
  web_url text not null,
  sealed_private_key text,
  sealed_client_secret text,
  sealed_webhook_secret text,
  added_at timestamptz not null default now()
);

-- Null for integrations that were saved before this was noted.
alter table integrations add column credential_kind text;
alter table integrations add column app_id integer references apps;
-- As whom the service knows us, and what the last check found.
alter table integrations add column account jsonb;
alter table integrations add column credential_expires_at timestamptz;
alter table integrations add column missing_rights jsonb not null default '[]';
alter table integrations add column checked_at timestamptz;
-- 'person' or 'refusal'; null when it is not paused.
alter table integrations add column paused_by text;
alter table integrations add column removing_since timestamptz;
alter table integrations add column keeps_in_jira boolean not null default false;

-- Our own registration as an OAuth client, one for each service.
create table oauth_clients (
  id integer generated always as identity primary key,
  connector text not null,
  -- Where people sign in: names the service.
  authorize_url text not null,
  settings jsonb not null,
  client_id text not null,
  sealed_client_secret text not null,
  added_at timestamptz not null default now(),
  unique (connector, authorize_url)
);

-- Sign-ins that lead through a browser, from the first click until the credential is saved somewhere or forgotten.
create table sign_ins (
  id text primary key,
  -- Digests; the state is null once it has been used.
  state_digest text unique,
  browser_digest text not null,
  connector text not null,
  settings jsonb not null,
  network jsonb not null,
  purpose jsonb not null,
  sealed_verifier text,
  app_id integer references apps on delete cascade,
  sealed_credential text,
  -- What the check of the credential said.
  account jsonb,
  credential_expires_at timestamptz,
  missing_rights jsonb not null default '[]',
  expires_at timestamptz not null
);
create index sign_ins_by_end on sign_ins (expires_at);
