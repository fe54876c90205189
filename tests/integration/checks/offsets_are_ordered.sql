create table observation (
    observation_id varchar, report_id varchar, start_offset bigint, end_offset bigint, text varchar
);
-- case: holds
insert into observation values ('o1', 'r1', 10, 12, '12'), ('o2', 'r1', 20, 23, '十二万');
-- case: violates 2
insert into observation values ('o1', 'r1', 10, 13, '12'), ('o2', 'r1', 20, 20, '');
-- case: not_evaluable
