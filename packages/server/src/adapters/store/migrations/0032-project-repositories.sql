-- Which repositories have commits of a project, and how new those are at most: to look through thousands takes too long.
create table project_repositories (
  project text not null,
  repository_id integer not null references repositories on delete cascade,
  -- Of what was ever linked: what is there now is as new as that, or older.
  newest_at timestamptz not null,
  primary key (project, repository_id)
);

create index project_repositories_of_repository on project_repositories (repository_id);

insert into project_repositories (project, repository_id, newest_at)
select split_part(key, '-', 1), repository_id, max(at) from linked_issue_keys
where kind = 'commit' and repository_id in (select id from repositories)
group by 1, 2;
