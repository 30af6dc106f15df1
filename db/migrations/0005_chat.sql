-- Whether everybody of the workspace may read a channel: Slack's own word, remembered for a while.
create table known_channel (
  workspace_id text not null references workspace,
  channel_id   text not null,
  public       boolean not null,
  looked_up_at timestamptz not null,
  primary key (workspace_id, channel_id)
);

-- What somebody asked about reviews, as it was understood, so that its pages can be turned and its filters changed.
create table inquiry (
  id           uuid primary key default gen_random_uuid(),
  workspace_id text not null references workspace,
  asked_by     text not null,
  asked        jsonb not null,                -- topic and filters, not the words
  place        jsonb not null,                -- where it was asked: a review's thread, a channel
  asked_at     timestamptz not null
);

do $$
declare t text;
begin
  foreach t in array array['known_channel', 'inquiry'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format(
      'create policy own_workspace on %I to api_review_app using (workspace_id = current_setting(''app.workspace'')) '
      'with check (workspace_id = current_setting(''app.workspace''))', t);
    execute format('grant select, insert, update, delete on %I to api_review_app', t);
  end loop;
end $$;

-- When the token ends, as Cloudflare said when it was given.
alter table connection add column expires_on date;
