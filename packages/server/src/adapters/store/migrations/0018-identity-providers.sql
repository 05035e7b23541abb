-- OpenID Connect providers at which people may sign in.
create table identity_providers (
  id integer generated always as identity primary key,
  name text not null,
  issuer text collate "C" not null,
  client_id text collate "C" not null,
  sealed_client_secret text,
  more_scopes jsonb not null,
  groups_claim text not null,
  -- Names of groups: administrators, managers, members.
  roles jsonb not null,
  joins_by_email boolean not null,
  added_at timestamptz not null default now(),
  unique (issuer, client_id)
);
