-- An integration that somebody is still putting together. To releases that do not know drafts it is one that is being
-- removed, which is what will become of it unless somebody connects it: `removing_since` is set as well.
alter table integrations add column draft_until timestamptz;
create index integrations_by_draft on integrations (draft_until) where draft_until is not null;
