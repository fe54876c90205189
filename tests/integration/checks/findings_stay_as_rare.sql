create table report (report_id integer);
create table base.report (report_id integer);
create table quality_finding (finding_id integer);
create table base.quality_finding (finding_id integer);
-- case: holds
insert into base.report select n from range(10) as t (n);
insert into base.quality_finding select n from range(8) as t (n);
insert into report select n from range(20) as t (n);
insert into quality_finding select n from range(20) as t (n);
-- case: violates 1
insert into base.report select n from range(10) as t (n);
insert into base.quality_finding select n from range(8) as t (n);
insert into report select n from range(20) as t (n);
insert into quality_finding select n from range(21) as t (n);
-- case: not_evaluable
insert into report values (1);
insert into quality_finding select n from range(20) as t (n);
