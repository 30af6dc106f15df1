-- What of a channel's reviews its digest tells; null: everything.
alter table digest_schedule add column filter text;
