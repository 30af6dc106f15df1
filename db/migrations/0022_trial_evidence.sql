-- What the analytics said of a staged control, one row a reading: append-only, so that a promotion can be argued later.
create table trial_evidence (
  workspace_id text not null references workspace,
  decision_id  uuid not null references decision,
  from_at      timestamptz not null,
  to_at        timestamptz not null,
  figures      jsonb not null,
  primary key (workspace_id, decision_id, to_at),
  check (from_at < to_at)
);
create trigger trial_evidence_never_changed before update on trial_evidence for each row execute function never_changed();
alter table trial_evidence enable row level security;
alter table trial_evidence force row level security;
create policy own_workspace on trial_evidence to api_review_app
  using (workspace_id = current_setting('app.workspace')) with check (workspace_id = current_setting('app.workspace'));
grant select, insert on trial_evidence to api_review_app;
