-- The people we know, by which names, and their own connections with Git services.

create table people (
  id integer generated always as identity primary key,
  -- Why what is known of them cannot be followed; null: it can.
  conflict text,
  added_at timestamptz not null default now()
);

create table identities (
  id integer generated always as identity primary key,
  person_id integer not null references people on delete cascade,
  -- 'commit-email', 'service-account', 'jira-account'.
  kind text collate "C" not null,
  -- Where the subject is unique: of a service account the service, of a Jira account the site's number, else nothing.
  place text collate "C" not null,
  -- The e-mail address, the account's id at the service, the account's id at Jira.
  subject text collate "C" not null,
  jira_site_id integer references jira_sites on delete cascade,
  login text,
  name text,
  shown_email text collate "C",
  added_at timestamptz not null,
  seen_at timestamptz not null,
  -- Of an account at Jira: when its id is to be reported to Atlassian next; null: at once.
  report_at timestamptz,
  unique (kind, place, subject)
);
create index identities_by_person on identities (person_id);
create index identities_by_login on identities (place, lower(login)) where login is not null;
create index identities_by_shown_email on identities (shown_email) where shown_email is not null;
create index identities_unseen on identities (seen_at);
create index identities_to_report on identities (jira_site_id, report_at) where kind = 'jira-account';

-- What is known about two identities: the lesser number first.
create table identity_links (
  id integer generated always as identity primary key,
  one_id integer not null references identities on delete cascade,
  other_id integer not null references identities on delete cascade,
  proof text not null,
  state text not null,
  told_by text not null,
  told_at timestamptz not null,
  checked_at timestamptz,
  unique (one_id, other_id),
  check (one_id < other_id)
);
create index identity_links_by_other on identity_links (other_id);
create index identity_links_suggested on identity_links (id) where state = 'suggested';

-- SHA-256 of what somebody wished to be forgotten, so that it is not met again.
create table erased_identities (
  digest bytea primary key,
  erased_at timestamptz not null default now()
);

-- When Jira was last asked about an address.
create table jira_email_questions (
  jira_site_id integer not null references jira_sites on delete cascade,
  identity_id integer not null references identities on delete cascade,
  asked_at timestamptz not null,
  primary key (jira_site_id, identity_id)
);

-- Sites where e-mail addresses are no proof; the others trust them.
create table jira_people_settings (
  jira_site_id integer primary key references jira_sites on delete cascade,
  trusts_email boolean not null
);

create table personal_connections (
  identity_id integer not null references identities on delete cascade,
  integration_id integer not null references integrations on delete cascade,
  credential_kind text not null,
  sealed_credential text not null,
  account jsonb not null,
  missing_rights jsonb not null,
  expires_at timestamptz,
  checked_at timestamptz not null,
  last_problem text,
  primary key (identity_id, integration_id)
);

-- How far a repository's rows were looked through for people.
create table people_cursors (
  repository_id integer primary key references repositories on delete cascade,
  sequence bigint not null
);
