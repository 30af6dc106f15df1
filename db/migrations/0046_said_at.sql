-- When a message was first to be said, to count how many somebody gets. Those that are there already are not counted.
alter table post add column said_at timestamptz;
alter table post alter column said_at set default now();
create index post_direct on post (workspace_id, said_at) where target ->> 'to' = 'person';
