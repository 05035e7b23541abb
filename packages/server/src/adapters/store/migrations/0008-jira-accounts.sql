-- The account with which a site is read, beside the OAuth credentials with which it is sent to.
alter table jira_sites
  add column account_kind text,
  add column account_email text,
  add column sealed_account_token text,
  -- What the credentials allowed when they were last checked.
  add column findings jsonb,
  add column checked_at timestamptz,
  add column projects_refreshed_at timestamptz;

-- Not asked about again before this moment; null: at once.
alter table unknown_issue_keys add column next_try_at timestamptz;
