-- Since when an endpoint has been waiting for the owner it has now: reminders count from there.
alter table endpoint add column owned_since timestamptz not null default now();
