-- One review lives in these tables. Every table has its workspace, and row-level security is forced on every table:
-- a statement sees the workspace named by `app.workspace` and no other.

-- Roles belong to the whole server, so another database may have made them already, perhaps at this very moment.
do $$ begin create role api_review_app nologin; exception when duplicate_object or unique_violation then null; end $$;
do $$ begin create role api_review_sweeper nologin; exception when duplicate_object or unique_violation then null; end $$;
do $$ begin
  if not (select rolsuper from pg_roles where rolname = current_user) then
    execute format('grant api_review_app, api_review_sweeper to %I', current_user);
  end if;
end $$;

create table workspace (
  workspace_id text primary key,              -- Slack's team id
  name         text not null,
  bot_user_id  text not null,
  created_at   timestamptz not null default now()
);

-- What Slack says of a person, remembered for a while.
create table person (
  workspace_id text not null references workspace,
  user_id      text not null,
  name         text not null,
  kind         text not null check (kind in ('owner', 'admin', 'member', 'guest', 'bot', 'outside', 'gone')),
  timezone     text,
  looked_up_at timestamptz not null,
  primary key (workspace_id, user_id)
);

-- A Cloudflare token: first checked, then the one in use. What it replaces, and what is refused, is erased.
create table connection (
  id           uuid primary key default gen_random_uuid(),
  workspace_id text not null references workspace,
  state        text not null default 'checking' check (state in ('checking', 'ready')),
  token        text not null,                 -- JWE under the key ring, bound to workspace and purpose
  zones        text[] not null default '{}',
  connected_by text not null,
  connected_at timestamptz not null
);
create index connection_unchecked on connection (connected_at) where state = 'checking';
create unique index connection_in_use on connection (workspace_id) where state = 'ready';

-- What is left of Cloudflare's budget of calls, for all processes that read with one credential.
create table call_budget (
  workspace_id text not null references workspace,
  credential   text not null,                 -- a hash
  kind         text not null check (kind in ('rest', 'graphql')),
  body         jsonb,                         -- null until the first call
  primary key (workspace_id, credential, kind)
);

-- Everything Slack was told "received" about, until it is worked on.
create table intake (
  id           bigint generated always as identity primary key,
  workspace_id text not null references workspace,
  kind         text not null check (kind in ('command', 'action', 'view', 'event')),
  dedupe_key   text not null,
  body         jsonb,                         -- erased when the work is done
  received_at  timestamptz not null default now(),
  attempts     int not null default 0,        -- to take it up after the first time
  done_at      timestamptz,
  unique (workspace_id, dedupe_key),
  check ((done_at is null) = (body is not null))
);
create index intake_open on intake (id) where done_at is null;

-- A wish to review a zone, before it is known whether there is such a zone and what reading it costs.
create table quote (
  id           uuid primary key default gen_random_uuid(),
  workspace_id text not null references workspace,
  channel_id   text not null,
  lead_id      text not null,
  zone         text not null,                 -- as typed
  name         text,
  due          date,
  hosts        text[] not null default '{}',
  answer_to    text not null,                 -- the command's response_url, a JWE
  state        text not null default 'asked' check (state in ('asked', 'offered', 'started', 'refused', 'cancelled')),
  forecast     jsonb,
  asked_at     timestamptz not null default now()
);
create index quote_open on quote (asked_at) where state = 'asked';

create table review (
  id           uuid primary key default gen_random_uuid(),
  workspace_id text not null references workspace,
  name         text not null,
  number       int not null,                  -- the how-manyeth review of this zone
  channel_id   text not null,
  lead_id      text not null,
  zone_id      text not null,
  zone_name    text not null,
  plan         text,                          -- known once the zone was read
  hosts        text[] not null default '{}',
  due          date,
  state        text not null default 'scanning'
               check (state in ('scanning', 'answering', 'deciding', 'closed', 'cancelled')),
  quote_id     uuid not null unique references quote,
  started_at   timestamptz not null,
  ended_at     timestamptz,
  ended_by     text,
  unique (workspace_id, zone_id, number),
  check ((state in ('closed', 'cancelled')) = (ended_at is not null))
);
-- Two people who start the same scope in one channel get one review.
create unique index review_open_scope on review (workspace_id, channel_id, zone_id, hosts)
  where state in ('scanning', 'answering', 'deciding');

-- What a section of a zone's configuration says, stored once per distinct content.
create table section_content (
  workspace_id text not null references workspace,
  hash         text not null,
  body         bytea not null,                -- JSON, compressed with brotli
  primary key (workspace_id, hash)
);

-- Everything read from Cloudflare at one moment. Two moments at which nothing differed are one row.
create table snapshot (
  id           uuid primary key default gen_random_uuid(),
  workspace_id text not null references workspace,
  hash         text not null,
  parts        jsonb not null,                -- section to hash of its content
  unique (workspace_id, hash)
);

create table scan (
  id           uuid primary key default gen_random_uuid(),
  workspace_id text not null references workspace,
  review_id    uuid not null references review,
  state        text not null default 'queued' check (state in ('queued', 'read', 'posted', 'failed', 'dropped')),
  progress     jsonb,
  snapshot_id  uuid references snapshot,
  reading      jsonb,                         -- when and how the snapshot was read
  changes      jsonb,                         -- since the review before
  problem      text,                          -- said to people
  queued_at    timestamptz not null default now(),
  ended_at     timestamptz,
  check ((state in ('read', 'posted')) = (snapshot_id is not null)),
  check ((reading is null) = (snapshot_id is null))
);
create index scan_open on scan (queued_at) where state in ('queued', 'read');

-- What a scan under way was told so far, for whoever goes on with it after a crash. Gone when the scan ends.
create table kept_answer (
  workspace_id text not null references workspace,
  scan_id      uuid not null references scan,
  request      text not null,                 -- a hash
  answer       text not null,                 -- a JWE: raw answers hold what is stored nowhere in clear
  read_at      timestamptz not null,
  primary key (workspace_id, scan_id, request)
);

create table endpoint (
  workspace_id    text not null references workspace,
  review_id       uuid not null references review,
  key             text not null,              -- METHOD host/path
  position        int not null,
  facts           jsonb not null,             -- the report's row
  owner_id        text not null,
  owner_because   text not null,
  previous_owner_id text,                     -- whose it was before it was handed over
  acknowledged_by text,
  acknowledged_at timestamptz,
  gone_at         timestamptz,                -- it was there before, and nobody is asked for it any more
  primary key (workspace_id, review_id, key),
  check ((acknowledged_by is null) = (acknowledged_at is null))
);
create index endpoint_by_owner on endpoint (review_id, owner_id);

-- Under which key an endpoint was known before: what was said of it then is said of it still.
create table renamed_endpoint (
  workspace_id text not null references workspace,
  review_id    uuid not null references review,
  was          text not null,
  key          text not null,
  primary key (workspace_id, review_id, was)
);

-- Who owns what, as people said it; applied to this review and to the next ones.
create table ownership_rule (
  workspace_id text not null references workspace,
  pattern      text not null,
  owner_id     text not null,
  set_by       text not null,
  set_at       timestamptz not null default now(),
  primary key (workspace_id, pattern)
);

-- Whom endpoints are for, as people said it; applied to this review and to the next ones.
create table audience_rule (
  workspace_id text not null references workspace,
  pattern      text not null,
  audience     text not null check (audience in ('public', 'partner', 'internal', 'mobile')),
  set_by       text not null,
  set_at       timestamptz not null default now(),
  primary key (workspace_id, pattern)
);

-- OpenAPI documents that people gave to a review. One that is given anew under its name takes the place of the old one.
create table document (
  id           uuid primary key default gen_random_uuid(),
  workspace_id text not null references workspace,
  review_id    uuid not null references review,
  slack_file   text not null,                 -- Slack's id of the file
  name         text not null,
  state        text not null default 'waiting' check (state in ('waiting', 'read', 'refused', 'replaced')),
  given_by     text not null,
  given_at     timestamptz not null,
  channel_id   text not null,                 -- where the answer goes
  thread_ts    text,
  hash         text,                          -- of the content
  body         bytea,                         -- gzip
  operations   bytea,                         -- what it describes: gzip of JSON
  unique (workspace_id, review_id, slack_file),
  check ((state in ('read', 'replaced')) = (hash is not null and body is not null and operations is not null))
);
create index document_waiting on document (given_at) where state = 'waiting';
create unique index document_once on document (workspace_id, review_id, hash) where state = 'read';
create unique index document_by_name on document (workspace_id, review_id, name) where state = 'read';

create table finding (
  workspace_id text not null references workspace,
  review_id    uuid not null references review,
  id           text not null,
  body         jsonb not null,
  primary key (workspace_id, review_id, id)
);

create table remediation_item (
  workspace_id text not null references workspace,
  review_id    uuid not null references review,
  id           text not null,
  rank         int not null,
  body         jsonb not null,
  witness      jsonb,                         -- a working bypass: apart, so that no list carries it
  primary key (workspace_id, review_id, id)
);

create table question (
  id            uuid primary key default gen_random_uuid(),
  workspace_id  text not null references workspace,
  review_id     uuid not null references review,
  asks          text not null,                -- id in the question bank
  owner_id      text not null,
  endpoint_keys text[] not null,              -- none once all have gone to someone else
  asked_at      timestamptz not null,
  unique (workspace_id, review_id, asks, owner_id)
);

-- Append-only: a correction is a new version.
create table answer (
  workspace_id text not null references workspace,
  question_id  uuid not null references question,
  version      int not null,
  value        text,                          -- a choice of the bank; null when a text was not understood as one
  words        text,                          -- what the person wrote
  confirmed    boolean not null,              -- chosen by the person, or understood from words and not yet confirmed
  said_by      text not null,
  said_at      timestamptz not null,
  message_ts   text,                          -- the reply it came from
  endpoint_keys text[] not null,              -- what it was given for: the question may come to be about more
  primary key (workspace_id, question_id, version)
);
create index answer_by_message on answer (workspace_id, message_ts) where message_ts is not null;

create table decision (
  id           uuid primary key default gen_random_uuid(),
  workspace_id text not null references workspace,
  review_id    uuid not null references review,
  item_id      text not null,
  choice       text not null check (choice in ('enforce-now', 'log-first', 'canary', 'fix-at-origin', 'accept')),
  state        text not null check (state in ('proposed', 'approved', 'declined', 'superseded', 'ended')),
  reason       text,
  until        date,
  decided_by   text not null,
  decided_at   timestamptz not null,
  second_by    text,                          -- who approved or declined, never the one who decided
  second_at    timestamptz,
  snapshot_id  uuid not null references snapshot,
  check (second_by is null or second_by <> decided_by),
  check ((second_by is null) = (second_at is null)),
  check (choice <> 'accept' or (reason is not null and until is not null))
);
create unique index decision_standing on decision (workspace_id, review_id, item_id)
  where state in ('proposed', 'approved');
create index decision_accepted on decision (until) where choice = 'accept' and state = 'approved';

-- The outbox. What the database says is what the channel shows: a row is one message, its key is what it is about.
create table post (
  id           uuid primary key default gen_random_uuid(),
  workspace_id text not null references workspace,
  said         bigint generated always as identity, -- a thread reads in the order in which it was said
  key          text not null,
  target       jsonb not null,                -- channel, thread, person or response_url (a JWE)
  message      jsonb not null,
  version      int not null default 1,
  sent_version int not null default 0,
  state        text not null default 'waiting' check (state in ('waiting', 'sending', 'sent', 'failed')),
  channel_id   text,
  ts           text,
  former_ts    text,                          -- deleted in Slack, and posted anew once
  attempts     int not null default 0,
  not_before   timestamptz not null default now(),
  refused_since timestamptz,                  -- since when Slack answers with errors that may pass
  problem      text,
  if_lost      jsonb,                         -- who hears when it can never be posted, and of what
  unique (workspace_id, key)
);
create index post_open on post (not_before) where state in ('waiting', 'sending');
create index post_in_thread on post (workspace_id, (target ->> 'under'));
create index post_by_message on post (workspace_id, channel_id, ts);
create index post_by_former_message on post (workspace_id, channel_id, former_ts) where former_ts is not null;

create table digest_schedule (
  workspace_id text not null references workspace,
  channel_id   text not null,
  weekday      int not null check (weekday between 1 and 7),
  at           text not null check (at ~ '^[0-2][0-9]:[0-5][0-9]$'),
  timezone     text not null,
  set_by       text not null,
  set_at       timestamptz not null,
  muted_until  timestamptz,
  primary key (workspace_id, channel_id)
);

-- The claim on one digest: one row per channel and period, whoever gets there first.
create table digest (
  workspace_id text not null references workspace,
  channel_id   text not null,
  period       text not null,
  primary key (workspace_id, channel_id, period)
);

do $$
declare t text;
begin
  for t in select tablename from pg_tables where schemaname = 'api_review' and tablename <> 'migration' loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format(
      'create policy own_workspace on %I to api_review_app using (workspace_id = current_setting(''app.workspace'')) '
      'with check (workspace_id = current_setting(''app.workspace''))', t);
    execute format('grant select, insert, update, delete on %I to api_review_app', t);
  end loop;
end $$;

-- History stays as it was written.
revoke update, delete on answer, digest from api_review_app;
revoke delete on decision, review, scan, intake, post from api_review_app;

grant usage on schema api_review to api_review_app, api_review_sweeper;
grant usage on all sequences in schema api_review to api_review_app;

-- The few readers across workspaces see where work was left behind, and nothing of what it says.
create policy sweep on workspace to api_review_sweeper using (true);
create policy sweep on intake to api_review_sweeper using (true);
create policy sweep on connection to api_review_sweeper using (true);
create policy sweep on quote to api_review_sweeper using (true);
create policy sweep on scan to api_review_sweeper using (true);
create policy sweep on document to api_review_sweeper using (true);
create policy sweep on post to api_review_sweeper using (true);
create policy sweep on decision to api_review_sweeper using (true);
create policy sweep on digest_schedule to api_review_sweeper using (true);
create policy sweep on digest to api_review_sweeper using (true);
grant select (workspace_id) on workspace to api_review_sweeper;
grant select (id, workspace_id, received_at, attempts, done_at) on intake to api_review_sweeper;
grant select (id, workspace_id, state, connected_at) on connection to api_review_sweeper;
grant select (id, workspace_id, state, asked_at) on quote to api_review_sweeper;
grant select (id, workspace_id, state, queued_at) on scan to api_review_sweeper;
grant select (id, workspace_id, state, given_at) on document to api_review_sweeper;
grant select (id, workspace_id, state, version, not_before) on post to api_review_sweeper;
grant select (workspace_id, review_id, choice, state, until) on decision to api_review_sweeper;
grant select (workspace_id, channel_id, weekday, at, timezone, set_at, muted_until) on digest_schedule to api_review_sweeper;
grant select (workspace_id, channel_id, period) on digest to api_review_sweeper;
