create table report (report_id varchar, jurisdiction_code varchar, report_year bigint, is_current boolean);
create table fact_metric (report_id varchar, metric varchar, value double);
-- case: holds
insert into report values ('r1', '1', 2024, true), ('r2', '1', 2024, false);
insert into fact_metric values ('r1', 'fine_amount', 3);
-- case: violates 1
insert into report values ('r1', '1', 2024, true), ('r2', '2', 2024, true);
insert into fact_metric values ('r1', 'fine_amount', 3), ('r2', 'fine_amount', null);
-- case: not_evaluable
insert into report values ('r2', '1', 2024, false);
