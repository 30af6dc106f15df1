-- Where owners are written to: in the thread up to ten of them and directly beyond, or always one of the two.
alter table reminder_settings add column owners text not null default 'auto' check (owners in ('auto', 'thread', 'direct'));
