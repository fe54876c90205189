create table report (
    report_id varchar, jurisdiction_code varchar, issuer_id varchar, report_type varchar, report_year bigint,
    state varchar, is_current boolean
);
-- case: holds
insert into report values ('r1', '1', 'i', 'rule_of_law', 2024, 'usable', false),
    ('r2', '1', 'i', 'rule_of_law', 2024, 'usable', true), ('r3', '1', 'i', 'rule_of_law', 2024, 'held', false);
-- case: violates 2
insert into report values ('r1', '1', 'i', 'rule_of_law', 2024, 'usable', true),
    ('r2', '1', 'i', 'rule_of_law', 2024, 'usable', true), ('r3', '1', 'i', 'rule_of_law', 2023, 'usable', false);
-- case: not_evaluable
insert into report values ('r1', null, null, 'rule_of_law', 2024, 'ambiguous_place', false);
