-- A reminder that somebody put off, once while the same thing waits: until then nobody is told, and not a day longer.
create table put_off (
  workspace_id text not null references workspace,
  review_id    uuid not null references review,
  owner_id     text not null,
  until        timestamptz not null,
  asked_at     timestamptz not null,
  primary key (workspace_id, review_id, owner_id, asked_at)
);
alter table put_off enable row level security;
alter table put_off force row level security;
create policy own_workspace on put_off to api_review_app
  using (workspace_id = current_setting('app.workspace'))
  with check (workspace_id = current_setting('app.workspace'));
grant select, insert on put_off to api_review_app;
