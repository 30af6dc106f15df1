-- What the last scheduled digest of a channel said of a review, line by line: the same lines are said in one the next time.
create table digest_told (
  workspace_id text not null references workspace,
  channel_id   text not null,
  review_id    uuid not null references review,
  lines        text[] not null,
  primary key (workspace_id, channel_id, review_id)
);
alter table digest_told enable row level security;
alter table digest_told force row level security;
create policy own_workspace on digest_told to api_review_app
  using (workspace_id = current_setting('app.workspace')) with check (workspace_id = current_setting('app.workspace'));
grant select, insert, update on digest_told to api_review_app;
