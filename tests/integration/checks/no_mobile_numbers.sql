create table observation (
    observation_id varchar, report_id varchar, sentence varchar, subset varchar, section varchar
);
-- case: holds
insert into observation values ('o1', 'r1', '拨付资金13800138000元', null, null), ('o2', 'r1', '热线12345', null, null);
-- case: violates 2
insert into observation values ('o1', 'r1', '联系电话13800138000。', null, null),
    ('o2', 'r1', '处理一件', null, '咨询 13900139000');
-- case: not_evaluable
