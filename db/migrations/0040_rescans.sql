-- How often the zone of an open review is read again without anybody asking.
alter table review add column rescan text not null default 'weekly' check (rescan in ('off', 'daily', 'weekly'));
create policy sweep on review to api_review_sweeper using (true);
grant select (id, workspace_id, state, rescan) on review to api_review_sweeper;
grant select (review_id) on scan to api_review_sweeper;
-- A turn that was left out, since reading the zone would have taken too much of Cloudflare's budget, counts as one.
alter table review add column rescan_left_out_at timestamptz;
grant select (rescan_left_out_at) on review to api_review_sweeper;
