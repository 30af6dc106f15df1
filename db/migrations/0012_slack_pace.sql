-- How many calls of a kind are left to all processes of a workspace: below zero, so many have been promised their turn.
create table slack_pace (
  workspace_id text not null references workspace,
  kind         text not null,
  left_over    double precision not null,
  counted_at   timestamptz not null,
  primary key (workspace_id, kind)
);

alter table slack_pace enable row level security;
alter table slack_pace force row level security;
create policy own_workspace on slack_pace to api_review_app
  using (workspace_id = current_setting('app.workspace')) with check (workspace_id = current_setting('app.workspace'));
grant select, insert, update on slack_pace to api_review_app;
