-- To whom a question was handed instead of its owner, by whom and when: append-only. The endpoints stay with their owner.
create table handed_question (
  workspace_id text not null references workspace,
  question_id  uuid not null references question,
  version      int not null,
  handed_to    text not null,
  handed_by    text not null,
  handed_at    timestamptz not null,
  primary key (workspace_id, question_id, version)
);

alter table handed_question enable row level security;
alter table handed_question force row level security;
create policy own_workspace on handed_question to api_review_app
  using (workspace_id = current_setting('app.workspace')) with check (workspace_id = current_setting('app.workspace'));
grant select, insert on handed_question to api_review_app;
