create table observation (
    observation_id varchar, report_id varchar, sentence varchar, subset varchar, section varchar
);
-- case: holds
insert into observation values ('o1', 'r1', '证号******************', '编号20240101', '一、总体情况'),
    ('o2', 'r1', '流水号1101051949123100210077', null, null);
-- case: violates 2
insert into observation values ('o1', 'r1', '某人（11010519491231002X）申请复议', null, null),
    ('o2', 'r1', '处理一件', '身份证110105194912310021', null), ('o3', 'r1', '处理三件', null, null);
-- case: not_evaluable
