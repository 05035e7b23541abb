-- How many entities of a repository each Jira site took and refused, kept beside them: counting a million takes too long.
create table sent_counts (
  repository_id integer not null references repositories on delete cascade,
  jira_site_id integer not null references jira_sites on delete cascade,
  sent bigint not null default 0,
  refused bigint not null default 0,
  primary key (repository_id, jira_site_id)
) with (fillfactor = 50);

insert into sent_counts (repository_id, jira_site_id, sent, refused)
select repository_id, jira_site_id, count(*) filter (where state = 'accepted'),
  count(*) filter (where state = 'refused')
from pushed_entities group by repository_id, jira_site_id;
