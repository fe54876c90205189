create table report as select 'r1' as report_id;
create table observation (observation_id varchar, report_id varchar);
-- case: holds
insert into observation values ('o1', 'r1');
-- case: violates 1
insert into observation values ('o1', 'r1'), ('o2', 'r2');
-- case: not_evaluable
