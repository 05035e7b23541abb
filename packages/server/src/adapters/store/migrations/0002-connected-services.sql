-- How an integration is reached, and which way its rows come.
alter table integrations add column mode text not null default 'two-way';
alter table integrations add column network jsonb not null default '{}';
