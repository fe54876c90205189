create table fact_history (
    report_id varchar, metric varchar, value double, missing_reason varchar, correction_id varchar,
    machine_value double, valid_to timestamp
);
create table fact_metric (
    report_id varchar, metric varchar, value double, missing_reason varchar, correction_id varchar,
    machine_value double
);
-- case: holds
insert into fact_history values ('r1', 'fine_amount', 2, null, null, 2, '2026-01-02 00:00:00'),
    ('r1', 'fine_amount', 3, null, null, 3, null);
insert into fact_metric values ('r1', 'fine_amount', 3, null, null, 3);
-- case: violates 3
insert into fact_history values ('r1', 'fine_amount', 3, null, null, 3, '2026-01-02 00:00:00'),
    ('r1', 'inspection_count', 4, null, null, 4, null), ('r1', 'training_count', 5, null, null, 5, null);
insert into fact_metric values ('r1', 'fine_amount', 3, null, null, 3), ('r1', 'inspection_count', 5, null, null, 5);
-- case: not_evaluable
