-- Projects of each action apart, what of it has been sent out, what was taken back from Jira, and what Jira was found to have.

-- {action: "all" | [project key, ...]}. Null, or when it does not fit the columns beside it: those say everything.
alter table project_associations add column granted jsonb;

-- Who may see what, as the rows of an integration were last numbered for it; the difference to what is granted is work to do.
create table applied_associations (
  jira_site_id integer not null references jira_sites on delete cascade,
  integration_id integer not null references integrations on delete cascade,
  repository_id integer references repositories on delete cascade,
  -- Null means all.
  projects text[],
  unique nulls not distinct (jira_site_id, integration_id, repository_id)
);
insert into applied_associations (jira_site_id, integration_id, repository_id, projects)
select jira_site_id, integration_id, repository_id, case when 'see' = any(actions) then projects else '{}' end
from project_associations;

-- Places that were cleared at Jira: nothing of them is sent while their row is here.
create table clearings (
  id integer generated always as identity primary key,
  jira_site_id integer not null references jira_sites on delete cascade,
  -- Null: the whole site.
  integration_id integer references integrations on delete cascade,
  -- Null: the whole integration.
  repository_id integer references repositories on delete cascade,
  asked_at timestamptz not null default now(),
  finished_at timestamptz,
  -- Repositories and entries when it was asked for, and how far it is.
  repositories integer not null,
  repositories_done integer not null default 0,
  entries integer not null,
  entries_done integer not null default 0,
  -- Repositories up to this one have been queued.
  queued_up_to integer not null default 0,
  repositories_queued integer not null default 0,
  problem text,
  unique nulls not distinct (jira_site_id, integration_id, repository_id)
);

-- Repositories that were queued and are not done yet; one that was disconnected meanwhile is done like any other.
create table clearing_steps (
  clearing_id integer not null references clearings on delete cascade,
  repository_id integer not null,
  primary key (clearing_id, repository_id)
);

-- The last comparison of what was sent to a site with what it says it has.
create table reconciliations (
  jira_site_id integer primary key references jira_sites on delete cascade,
  at timestamptz not null,
  outcome text not null,
  repositories_asked integer not null,
  entries_compared integer not null,
  -- [{"repositoryId", "missing", "unexpected", "isGone"}, ...]
  differences jsonb not null,
  repositories_sent_again integer not null
);
