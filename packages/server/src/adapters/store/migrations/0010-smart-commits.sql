-- Smart commits: who runs them, what became of each command, who pushed what; and the log of who did what.

create table audit_log (
  id bigint generated always as identity primary key,
  at timestamptz not null default now(),
  -- 'administrator', 'person/7', 'jira-user/1/…', or 'branchline' for what was done without anybody asking at that moment.
  who text not null,
  what text not null,
  about text not null,
  origin text not null,
  result text not null,
  note text not null
);
create index audit_log_by_subject on audit_log (about, id);
create index audit_log_by_deed on audit_log (what, id);

-- One row for each head that somebody pushed, as the Git service's webhook told it.
create table git_pushes (
  id bigint generated always as identity primary key,
  repository_id integer not null references repositories on delete cascade,
  head text collate "C" not null,
  -- What the ref led to before; null for a new one.
  before text collate "C",
  pusher jsonb not null,
  received_at timestamptz not null,
  unique (repository_id, head)
);
create index git_pushes_by_time on git_pushes (received_at);

create table smart_commit_settings (
  jira_site_id integer not null references jira_sites on delete cascade,
  -- Null: of all projects of the site that say nothing else.
  project_key text collate "C",
  -- Only what was set.
  settings jsonb not null,
  unique nulls not distinct (jira_site_id, project_key)
);

-- One row for each commit with commands; a rebased or cherry-picked copy is the same one.
create table smart_commits (
  id bigint generated always as identity primary key,
  integration_id integer not null references integrations on delete cascade,
  fingerprint text not null,
  -- Where the newest copy is.
  repository_id integer not null references repositories on delete cascade,
  hash text collate "C" not null,
  author_name text not null,
  author_email text not null,
  authored_at timestamptz not null,
  -- Who pushed it, as the Git service says; null while nobody knows.
  pusher jsonb,
  seen_at timestamptz not null,
  unique (integration_id, fingerprint)
);

create table smart_commit_hashes (
  repository_id integer not null references repositories on delete cascade,
  hash text collate "C" not null,
  smart_commit_id bigint not null references smart_commits on delete cascade,
  primary key (repository_id, hash)
);
create index smart_commit_hashes_by_commit on smart_commit_hashes (smart_commit_id);

-- One row for each command and issue: what makes it run once.
create table smart_commit_runs (
  id bigint generated always as identity primary key,
  smart_commit_id bigint not null references smart_commits on delete cascade,
  jira_site_id integer not null references jira_sites on delete cascade,
  issue_key text collate "C" not null,
  -- Among the commands of the commit for that issue, from 0.
  position integer not null,
  command text not null,
  arguments text not null,
  -- waiting, started, done, failed, skipped
  state text not null,
  -- Why it failed or was skipped, as a word; null otherwise.
  reason text,
  message text not null default '',
  person_id integer,
  -- How the words of a transition were sent the last time: 'along' with it, or 'apart'; null otherwise.
  words_went text,
  -- The first time ever, and the last.
  started_at timestamptz,
  tried_at timestamptz,
  ended_at timestamptz,
  mailed_at timestamptz,
  unique (smart_commit_id, jira_site_id, issue_key, position)
);
create index smart_commit_runs_to_do on smart_commit_runs (jira_site_id, issue_key, id) where state in ('waiting', 'started');
create index smart_commit_runs_by_issue on smart_commit_runs (issue_key, id);
create index smart_commit_runs_by_state on smart_commit_runs (state, id);

-- Digests of addresses: whom mails went to lately, and who wants none.
create table mails_sent (
  recipient text not null,
  sent_at timestamptz not null
);
create index mails_sent_by_recipient on mails_sent (recipient, sent_at);
create table mail_refusals (
  -- 'person/7' or 'address/<digest>'
  recipient text primary key,
  refused_at timestamptz not null default now()
);
