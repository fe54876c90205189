create table report (report_id varchar, jurisdiction_code varchar, report_year bigint, is_current boolean);
create table base.report (report_id varchar, jurisdiction_code varchar, report_year bigint, is_current boolean);
-- case: holds
insert into base.report select n, n, 2024, true from range(10) as t (n);
insert into report select n, n, 2024, true from range(8) as t (n);
-- case: violates 1
insert into base.report select n, n, 2024, true from range(10) as t (n);
insert into report select n, n % 7, 2024, true from range(20) as t (n);
-- case: warns 1
insert into base.report select n, n, 2024, true from range(9) as t (n);
insert into report select n, n, 2024, n < 5 from range(9) as t (n);
-- case: not_evaluable
insert into report values ('r1', '1', 2024, true);
