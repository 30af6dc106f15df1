-- What people say of an item beside deciding it: that it is planned until a day, or that it is a false positive. It is
-- about a zone in a channel, so that the next review there knows of it; nothing is ever deleted.
create table item_mark (
  id            uuid primary key default gen_random_uuid(),
  workspace_id  text not null references workspace,
  zone_id       text not null,
  channel_id    text not null,
  item_id       text not null,
  kind          text not null check (kind in ('planned', 'false-positive')),
  title         text not null,
  reason        text not null,
  until         date not null,
  basis         text not null,                -- hash of the finding that it is about
  set_by        text not null,
  set_at        timestamptz not null,
  ended_at      timestamptz,
  ended_because text check (ended_because in ('day', 'changed', 'person', 'replaced')),
  check ((ended_at is null) = (ended_because is null))
);
create unique index item_mark_standing on item_mark (workspace_id, zone_id, channel_id, item_id) where ended_at is null;
create index item_mark_due on item_mark (until) where ended_at is null;
alter table item_mark enable row level security;
alter table item_mark force row level security;
create policy own_workspace on item_mark to api_review_app
  using (workspace_id = current_setting('app.workspace')) with check (workspace_id = current_setting('app.workspace'));
create policy sweep on item_mark to api_review_sweeper using (true);
grant select, insert, update on item_mark to api_review_app;
grant select (workspace_id, until, ended_at) on item_mark to api_review_sweeper;
