create table dim_metric as select unnest(['fine_amount', 'inspection_count']) as metric;
create table report (report_id varchar, is_current boolean);
create table fact_metric (report_id varchar, metric varchar, basis varchar);
create table missing_value (report_id varchar, metric varchar);
-- case: holds
insert into report values ('r1', true), ('r2', false);
insert into fact_metric values ('r1', 'fine_amount', 'stated_total');
insert into missing_value values ('r1', 'inspection_count');
-- case: violates 2
insert into report values ('r1', true);
insert into fact_metric values ('r1', 'fine_amount', 'stated_total'), ('r1', 'inspection_count', 'single_part');
insert into missing_value values ('r1', 'fine_amount');
-- case: not_evaluable
insert into report values ('r2', false);
