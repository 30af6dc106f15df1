-- Beside whom endpoints are for, people say what is at stake and what a caller shows. The words are the program's to know.
alter table audience_rule rename to classification_rule;
alter table classification_rule drop constraint audience_rule_audience_check;
alter table classification_rule rename column audience to value;
alter table classification_rule add column facet text not null default 'audience';
alter table classification_rule alter column facet drop default;
alter table classification_rule drop constraint audience_rule_pkey;
alter table classification_rule add primary key (workspace_id, facet, pattern);
