-- Whether writing needs a person's own token, and whether webhooks are made by us: both wanted unless somebody says no.
alter table integrations add column requires_personal_token boolean not null default true;
alter table integrations add column makes_webhooks boolean not null default true;
