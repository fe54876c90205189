create table report (
    report_id varchar, state varchar, title varchar, issuer_name varchar, jurisdiction_candidates varchar
);
-- case: holds
insert into report values ('r1', 'usable', '报告', '某镇人民政府', null), ('r2', 'held', '报告', '某镇人民政府', null);
-- case: violates 2
insert into report values ('r1', 'usable', '报告', '某镇人民政府', null),
    ('r2', 'ambiguous_place', '报告', '城关镇人民政府', 'a|b'), ('r3', 'no_year', '报告', '某镇人民政府', null);
-- case: not_evaluable
