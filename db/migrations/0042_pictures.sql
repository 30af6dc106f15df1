-- Where Slack refused a chart: its id of the picture that stands in for each, in order; null where there is none either.
alter table post add column pictures jsonb;
