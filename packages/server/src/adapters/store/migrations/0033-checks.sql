-- Checks of open pull requests: what the last look found ({head, looks, passed, failed, running, webUrl}), and when the next is due.
alter table pull_requests add column checks jsonb, add column checks_due_at timestamptz;
create index pull_requests_checks_due on pull_requests (repository_id, checks_due_at) where checks_due_at is not null;
-- Whatever is open gets its first look with the next reading of its repository.
update pull_requests set checks_due_at = now() where state = 'open' and not removed;
