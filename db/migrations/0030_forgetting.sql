-- What nothing refers to any more is deleted once it is old; what is read anew counts as young again.
alter table section_content add column used_at timestamptz not null default now();
alter table snapshot add column used_at timestamptz not null default now();
create index inquiry_asked on inquiry (workspace_id, asked_at);
-- Only what is old enough for the sweep may be deleted, and none of it be changed.
grant delete on denied_attempt to api_review_app;
