-- A decision goes on after it was approved: what was decided is staged, proved and enforced, or taken back.
alter table decision drop constraint decision_state_check;
alter table decision add constraint decision_state_check check (state in (
  'proposed', 'approved', 'logging', 'canary', 'ready', 'kept', 'enforced',
  'declined', 'superseded', 'stale', 'rolled-back', 'ended'));
alter table decision add column state_since timestamptz;
update decision set state_since = coalesce(second_at, decided_at);
alter table decision alter column state_since set not null;
alter table decision add column subjects text[] not null default '{}';  -- what it was about when it was made
alter table decision add column basis text;                             -- hash of the finding that it rests on
alter table decision add column acted_on jsonb;                         -- how the control stood then, over its endpoints
alter table decision add column look_at date;                           -- when to look again
alter table decision add column replaces uuid references decision;      -- the stage that it would move on, if approved

-- One is made or waits at a time, and one control is in one stage.
create unique index decision_staged on decision (workspace_id, review_id, item_id)
  where state in ('logging', 'canary', 'ready', 'kept', 'enforced');

-- A person in a record that is never changed: erasing the row here leaves the record without a name.
create table person_reference (
  workspace_id text not null references workspace,
  user_id      text not null,
  reference    uuid not null default gen_random_uuid(),
  primary key (workspace_id, user_id),
  unique (workspace_id, reference)
);

-- Every move of a decision, append-only.
create table transition (
  id           bigint generated always as identity primary key,
  workspace_id text not null references workspace,
  review_id    uuid not null references review,
  item_id      text not null,
  decision_id  uuid not null references decision,
  from_state   text,
  to_state     text not null,
  by_reference uuid,                          -- none when a scan or the clock moved it
  at           timestamptz not null,
  why          text,
  snapshot_id  uuid references snapshot,
  figures      jsonb
);
create index transition_of_review on transition (workspace_id, review_id, id);
create function never_changed() returns trigger language plpgsql as $$
begin
  raise exception 'a % is never changed', tg_table_name;
end $$;
create trigger transition_never_changed before update on transition for each row execute function never_changed();

-- What a later scan of the same review found gone, or could not look at again.
create table gone_item (
  workspace_id text not null references workspace,
  review_id    uuid not null references review,
  id           text not null,
  body         jsonb not null,
  outcome      text not null check (outcome in ('fixed', 'unseen')),
  since        timestamptz not null,
  snapshot_id  uuid not null references snapshot,
  back_since   timestamptz,                   -- when a scan saw it again
  primary key (workspace_id, review_id, id)
);

-- When what was read first became findings; a scan is judged anew with every answer.
alter table scan add column judged_at timestamptz;
update scan set judged_at = ended_at where state = 'posted';

do $$
declare t text;
begin
  foreach t in array array['person_reference', 'transition', 'gone_item'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format(
      'create policy own_workspace on %I to api_review_app using (workspace_id = current_setting(''app.workspace'')) '
      'with check (workspace_id = current_setting(''app.workspace''))', t);
  end loop;
end $$;
grant select, insert, delete on person_reference to api_review_app;
grant select, insert on transition to api_review_app;
grant select, insert, update on gone_item to api_review_app;
grant usage on all sequences in schema api_review to api_review_app;
