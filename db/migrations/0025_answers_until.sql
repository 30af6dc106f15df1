-- “mTLS until 30 June”: the day from which on an answer says nothing any more.
alter table answer add column until date;
create policy sweep on answer to api_review_sweeper using (true);
grant select (workspace_id, until) on answer to api_review_sweeper;
create index answer_until on answer (until) where until is not null;
