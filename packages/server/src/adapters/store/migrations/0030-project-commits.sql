-- The newest commits of a project, repository by repository, and which repositories have any.
create index linked_commits_by_project on linked_issue_keys (split_part(key, '-', 1), repository_id, at, entity_id)
  where kind = 'commit';
