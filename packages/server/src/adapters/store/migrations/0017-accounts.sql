-- Accounts with which people sign in to Branchline itself, their sessions and tokens.

create table accounts (
  id integer generated always as identity primary key,
  login text not null,
  name text not null,
  -- 'administrator', 'manager', 'member'.
  role text not null,
  password_hash text,
  sealed_second_factor text,
  second_factor_confirmed boolean not null default false,
  -- Of one-time codes: the last half minute that was used up.
  last_step bigint not null default 0,
  disabled_at timestamptz,
  added_at timestamptz not null default now(),
  signed_in_at timestamptz
);
create unique index accounts_by_login on accounts (lower(login));

create table account_subjects (
  issuer text collate "C" not null,
  subject text collate "C" not null,
  account_id integer not null references accounts on delete cascade,
  primary key (issuer, subject)
);
create index account_subjects_by_account on account_subjects (account_id);

create table recovery_codes (
  account_id integer not null references accounts on delete cascade,
  digest text collate "C" not null,
  primary key (account_id, digest)
);

create table sessions (
  -- SHA-256 in hexadecimal of what the browser holds.
  digest text collate "C" primary key,
  account_id integer not null references accounts on delete cascade,
  started_at timestamptz not null,
  used_at timestamptz not null,
  ends_at timestamptz not null,
  browser text not null,
  address text not null
);
create index sessions_by_account on sessions (account_id);

create table api_tokens (
  id integer generated always as identity primary key,
  account_id integer not null references accounts on delete cascade,
  name text not null,
  -- 'read', 'write', 'administer'.
  scope text not null,
  digest text collate "C" not null unique,
  ending text not null,
  added_at timestamptz not null,
  expires_at timestamptz,
  used_at timestamptz
);
create index api_tokens_by_account on api_tokens (account_id);

create table one_time_links (
  digest text collate "C" primary key,
  -- 'first-administrator', 'password', 'second-factor'.
  kind text not null,
  account_id integer references accounts on delete cascade,
  ends_at timestamptz not null
);

create table sign_in_attempts (
  -- Of a login or an address: what is guessed at is not kept.
  digest text collate "C" primary key,
  failures integer not null,
  last_at timestamptz not null
);
