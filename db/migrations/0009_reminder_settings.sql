-- How a workspace wants its people reminded; without a row the defaults of the planner hold.
create table reminder_settings (
  workspace_id     text primary key references workspace,
  opens            text not null,             -- on the clock of whoever is reminded
  closes           text not null,
  days_off         int[] not null,            -- 1 is Monday
  holidays         text[] not null,           -- YYYY-MM-DD
  step             int not null,              -- working days from one reminder to the next
  per_week         int not null,              -- messages to one person
  place            text not null check (place in ('direct', 'thread')),
  security_lead_id text,                      -- hears when owner, deputy and lead were reminded in vain
  set_by           text not null,
  set_at           timestamptz not null
);

alter table reminder_settings enable row level security;
alter table reminder_settings force row level security;
create policy own_workspace on reminder_settings to api_review_app
  using (workspace_id = current_setting('app.workspace')) with check (workspace_id = current_setting('app.workspace'));
grant select, insert, update on reminder_settings to api_review_app;
