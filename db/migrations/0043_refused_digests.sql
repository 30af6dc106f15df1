-- How often in a row the channel of a schedule could not be posted to.
alter table digest_schedule add column refused int not null default 0;
