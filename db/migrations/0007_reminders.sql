-- Who was reminded of what waits in a review: one row per review, person and local day, whoever gets there first.
create table reminder (
  workspace_id text not null references workspace,
  review_id    uuid not null references review,
  user_id      text not null,                 -- the person told
  day          date not null,                 -- theirs
  own          boolean not null,              -- told of what waits for themselves
  silent       text[] not null,               -- owners of whom the lead was told that they have not answered
  sent_at      timestamptz not null,
  primary key (workspace_id, review_id, user_id, day)
);

alter table reminder enable row level security;
alter table reminder force row level security;
create policy own_workspace on reminder to api_review_app
  using (workspace_id = current_setting('app.workspace')) with check (workspace_id = current_setting('app.workspace'));
grant select, insert on reminder to api_review_app;
