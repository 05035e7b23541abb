-- Tokens that make their own successor before they end, where somebody wants that.
alter table integrations add column rotates_token boolean not null default false;
