-- What puts an item right, apart from the list, which it would make large.
alter table remediation_item add column fix jsonb;
