-- Owners that a file, a document, past reviews or neighbours speak for: shown and asked for, never applied by themselves.
create table owner_proposal (
  id             uuid primary key default gen_random_uuid(),
  workspace_id   text not null references workspace,
  review_id      uuid not null references review,
  origin         text not null check (origin in ('file', 'document', 'guess')),
  name           text not null,               -- of the file; empty for what was worked out
  rules          jsonb not null,
  not_understood jsonb not null,
  asked_of       text not null,
  asked_at       timestamptz not null,
  state          text not null default 'asked' check (state in ('asked', 'applied', 'dismissed')),
  settled_by     text,
  settled_at     timestamptz,
  check ((state = 'asked') = (settled_by is null and settled_at is null))
);
create index owner_proposal_of_review on owner_proposal (workspace_id, review_id, asked_at desc);

alter table document add column kind text not null default 'openapi' check (kind in ('openapi', 'owners'));

alter table owner_proposal enable row level security;
alter table owner_proposal force row level security;
create policy own_workspace on owner_proposal to api_review_app
  using (workspace_id = current_setting('app.workspace'))
  with check (workspace_id = current_setting('app.workspace'));
grant select, insert, update on owner_proposal to api_review_app;
