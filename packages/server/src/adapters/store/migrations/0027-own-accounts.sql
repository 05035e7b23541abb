-- Accounts of this installation are identities of people, too, known by kind 'own-account' and their number as subject.

alter table identities add column own_account_id integer references accounts on delete cascade;
create index identities_by_own_account on identities (own_account_id) where own_account_id is not null;

-- Codes that are shown inside Jira: whoever enters one in time is that account there. Good once.
create table jira_codes (
  -- SHA-256 of the code.
  digest text collate "C" primary key,
  jira_site_id integer not null references jira_sites on delete cascade,
  jira_account_id text not null,
  ends_at timestamptz not null
);
create index jira_codes_by_account on jira_codes (jira_site_id, jira_account_id);

-- What pages filter the audit log by.
create index audit_log_by_moment on audit_log (at);
create index audit_log_by_who on audit_log (who, id);
