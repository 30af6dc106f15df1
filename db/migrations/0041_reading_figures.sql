-- What a reading came to in numbers, so that a trend needs no old snapshot. An answer that changes what it says changes its row.
create table reading_figures (
  workspace_id text not null references workspace,
  scan_id      uuid not null references scan,
  review_id    uuid not null references review,
  zone_id      text not null,
  channel_id   text not null,
  hosts        text[] not null,               -- readings of another scope are not of the same line
  taken_at     timestamptz not null,
  figures      jsonb not null,
  primary key (workspace_id, scan_id)
);
create index reading_figures_of_zone on reading_figures (workspace_id, channel_id, zone_id, taken_at);
alter table reading_figures enable row level security;
alter table reading_figures force row level security;
create policy own_workspace on reading_figures to api_review_app
  using (workspace_id = current_setting('app.workspace')) with check (workspace_id = current_setting('app.workspace'));
grant select, insert, update on reading_figures to api_review_app;

-- Which reading an endpoint was first seen in. Those that are there already are of no reading we know.
alter table endpoint add column first_scan_id uuid default '00000000-0000-0000-0000-000000000000';
alter table endpoint alter column first_scan_id drop default;
