-- What was answered to the same question in an earlier review, offered to be confirmed, or why it is not; nothing is
-- taken over before a person says that it is still so.
alter table question add column earlier jsonb;
