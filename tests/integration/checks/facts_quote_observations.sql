create table fact_metric (
    jurisdiction_code varchar, issuer_id varchar, year bigint, metric varchar, value double, machine_value double,
    rule varchar, correction_id varchar, observation_id varchar, report_id varchar
);
create table observation as
    select * from (values ('o1', 'r1', 'fine_amount', 300.0)) as t (observation_id, report_id, metric, value);
-- case: holds
insert into fact_metric values ('1', 'i', 2024, 'fine_amount', 300, 300, 'single_value', null, 'o1', 'r1'),
    ('1', 'i', 2023, 'fine_amount', 400, 300, 'corrected', 'c1', 'o1', 'r1'),
    ('1', 'i', 2022, 'fine_amount', null, null, 'ambiguous', null, null, 'r1');
-- case: violates 4
insert into fact_metric values ('1', 'i', 2024, 'fine_amount', 301, 301, 'single_value', null, 'o1', 'r1'),
    ('1', 'i', 2023, 'fine_amount', 400, 300, 'single_value', null, 'o1', 'r1'),
    ('1', 'i', 2022, 'fine_amount', 400, 300, 'corrected', null, 'o1', 'r1'),
    ('1', 'i', 2021, 'fine_amount', 300, 300, 'single_value', null, 'o1', 'r2');
-- case: not_evaluable
