-- Whether writing needs a person's own token, and whether webhooks are made by us: both wanted unless somebody says no.
alter table integrations add column requires_personal_token boolean not null default true;
alter table integrations add column makes_webhooks boolean not null default true;

-- Who holds back jobs, since when and why; the flag `everything` is on all of them.
alter table paused_jobs add column who text;
alter table paused_jobs add column because text;
alter table paused_jobs add column paused_at timestamptz not null default now();

-- Running jobs that somebody wants to end; the worker that runs one looks here.
create table job_cancellations (
  job_id bigint primary key,
  asked_at timestamptz not null default now()
);
