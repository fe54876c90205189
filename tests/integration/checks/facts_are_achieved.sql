create table fact_metric (
    jurisdiction_code varchar, year bigint, metric varchar, basis varchar, rule varchar, observation_id varchar
);
create table observation (
    observation_id varchar, status varchar, scope varchar, subset varchar, of_which varchar, metric varchar
);
insert into observation values ('own', 'actual', 'own', null, null, 'fine_amount'),
    ('part', 'actual', 'own', '其中罚款', 'fine_amount', 'fine_amount'),
    ('plan', 'target', 'own', null, null, 'fine_amount'),
    ('other', 'actual', 'other_body', null, null, 'fine_amount');
-- case: holds
insert into fact_metric values ('1', 2024, 'fine_amount', 'stated_total', 'single_value', 'own'),
    ('2', 2024, 'fine_amount', 'single_part', 'single_part', 'part'),
    ('3', 2024, 'fine_amount', 'stated_total', 'corrected', 'part');
-- case: violates 3
insert into fact_metric values ('1', 2024, 'fine_amount', 'stated_total', 'single_value', 'part'),
    ('2', 2024, 'fine_amount', 'stated_total', 'single_value', 'plan'),
    ('3', 2024, 'fine_amount', 'stated_total', 'single_value', 'other');
-- case: not_evaluable
