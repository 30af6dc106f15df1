-- Slack's user groups that own something or hold a role, with their members as Slack last said.
create table user_group (
  workspace_id text not null references workspace,
  group_id     text not null,
  handle       text not null,
  members      text[] not null,               -- none when the group was disabled
  looked_up_at timestamptz not null,
  primary key (workspace_id, group_id)
);
create index user_group_of_member on user_group using gin (members);

-- Who has which role. As long as nobody has one, Slack's own admins are the admins, and any full member is a reviewer.
create table role_grant (
  workspace_id text not null references workspace,
  role         text not null check (role in ('admin', 'reviewer')),
  holder_id    text not null,                 -- a person or a user group
  set_by       text not null,
  set_at       timestamptz not null,
  primary key (workspace_id, role, holder_id)
);

-- What somebody wanted to do and may not.
create table denied_attempt (
  id           bigint generated always as identity primary key,
  workspace_id text not null references workspace,
  user_id      text not null,
  action       text not null,
  tried_at     timestamptz not null
);
create index denied_attempt_newest on denied_attempt (workspace_id, tried_at desc);

-- Who may act for the owner.
alter table ownership_rule add column deputy_id text;
alter table endpoint add column deputy_id text;

do $$
declare t text;
begin
  foreach t in array array['user_group', 'role_grant', 'denied_attempt'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format(
      'create policy own_workspace on %I to api_review_app using (workspace_id = current_setting(''app.workspace'')) '
      'with check (workspace_id = current_setting(''app.workspace''))', t);
  end loop;
end $$;
grant select, insert, update on user_group to api_review_app;
grant select, insert, delete on role_grant to api_review_app;
grant select, insert on denied_attempt to api_review_app;
grant usage on all sequences in schema api_review to api_review_app;
