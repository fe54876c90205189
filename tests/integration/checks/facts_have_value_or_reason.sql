create table fact_metric (
    jurisdiction_code varchar, issuer_id varchar, year bigint, metric varchar, value double, basis varchar,
    missing_reason varchar
);
-- case: holds
insert into fact_metric values ('1', 'i', 2024, 'fine_amount', 3, 'stated_total', null),
    ('2', 'i', 2024, 'fine_amount', null, null, 'ambiguous');
-- case: violates 3
insert into fact_metric values ('1', 'i', 2024, 'fine_amount', 3, 'stated_total', 'ambiguous'),
    ('2', 'i', 2024, 'fine_amount', null, null, null), ('3', 'i', 2024, 'fine_amount', 3, null, null);
-- case: not_evaluable
