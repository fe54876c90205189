-- A build of $rows facts that passes its checks: each report gives forty metrics, each fact has its observation.
insert into report by name
select
    'r' || lpad(n::varchar, 9, '0') as report_id,
    md5(n::varchar) || md5(n::varchar) as document_id,
    'rule_of_law' as report_type,
    'usable' as state,
    'township_government' as issuer_kind,
    (110000000000 + n // 10)::varchar || '-government' as issuer_id,
    true as is_own_government,
    (110000000000 + n // 10)::varchar as jurisdiction_code,
    'nbs2023' as code_scheme,
    2015 + n % 10 as report_year,
    false as year_conflict,
    1 as edition,
    'only_edition' as edition_rule,
    true as is_current,
    'e' as extractor_version,
    'r000001' as first_run
from range($rows // 40) as t (n);
insert into observation by name
select
    left(md5(r.report_id || m.metric), 20) as observation_id,
    r.report_id,
    'metric_' || m.metric as metric,
    (hash(r.report_id, m.metric) % 100000)::double as value,
    '件' as unit,
    'exact' as qualifier,
    'actual' as status,
    'own' as scope,
    false as is_total,
    0.9 as confidence,
    'near' as rule,
    100 * m.metric as start_offset,
    100 * m.metric + 5 as end_offset,
    '12345' as text,
    '全年共办理行政执法案件12345件' as sentence,
    100 * m.metric - 10 as sentence_start,
    100 * m.metric + 10 as sentence_end
from report as r
cross join range(40) as m (metric);
insert into fact_metric by name
select
    r.jurisdiction_code,
    r.issuer_id,
    r.report_type,
    r.report_year as year,
    o.metric,
    o.value,
    o.value as lower_bound,
    o.value as upper_bound,
    o.unit,
    o.qualifier,
    o.status,
    make_date(r.report_year, 1, 1) as period_start,
    make_date(r.report_year, 12, 31) as period_end,
    12 as months_covered,
    'stated_total' as basis,
    o.scope,
    'single_value' as rule,
    o.confidence,
    1 as evidence_count,
    0 as rival_count,
    false as is_contested,
    o.observation_id,
    r.report_id,
    o.value as machine_value
from observation as o
join report as r on r.report_id = o.report_id
order by r.jurisdiction_code, year, o.metric;
create table _meta (name varchar not null, content varchar not null);
insert into _meta values ('schema_version', $schema);
