create table report (report_id varchar, report_type varchar, issuer_kind varchar, is_current boolean);
create table base.report (report_id varchar, report_type varchar, issuer_kind varchar, is_current boolean);
create table fact_metric (report_id varchar, metric varchar, value double);
create table base.fact_metric (report_id varchar, metric varchar, value double);
insert into base.report select 't' || n, 'rule_of_law', 'township_government', true from range(20) as t (n);
-- case: holds
insert into base.fact_metric select 't' || n, 'fine_amount', n from range(10) as t (n);
insert into report select 't' || n, 'rule_of_law', 'township_government', true from range(40) as t (n);
insert into report select 'd' || n, 'rule_of_law', 'department', true from range(40) as t (n);
insert into fact_metric select 't' || n, 'fine_amount', n from range(16) as t (n);
-- case: violates 1
insert into base.fact_metric select 't' || n, 'fine_amount', n from range(10) as t (n);
insert into report select 't' || n, 'rule_of_law', 'township_government', true from range(40) as t (n);
insert into fact_metric select 't' || n, 'fine_amount', n from range(15) as t (n);
insert into fact_metric select 't' || n, 'inspection_count', n from range(15) as t (n);
-- case: warns 1
insert into base.fact_metric select 't' || n, 'fine_amount', n from range(9) as t (n);
insert into report select 't' || n, 'rule_of_law', 'township_government', true from range(20) as t (n);
-- case: not_evaluable
update base.report set is_current = false;
