-- Where a report contradicts itself, or what was declared about it. Only exact numbers are held against each other.
with exact as (
    select f.report_id, f.metric, f.value, o.text, o.of_which
    from fact_metric as f
    join observation as o on o.observation_id = f.observation_id
    where f.basis = 'stated_total' and f.qualifier = 'exact'
),
related as (
    select
        r.*,
        p.report_id,
        p.value as part,
        q.value as other_part,
        w.value as whole,
        t.value as rate,
        -- Half a unit of the last digit that the rate is printed with.
        0.5 * pow(10, -length(regexp_extract(t.text, '[.．](\d+)', 1))) as tolerance
    from dim_relation as r
    join exact as p on p.metric = r.part_metric
    -- What is itself a part of something is no whole.
    join exact as w
        on w.metric = r.whole_metric and w.report_id = p.report_id and w.of_which is null
    left join exact as q on q.metric = r.other_part_metric and q.report_id = p.report_id
    left join exact as t on t.metric = r.rate_metric and t.report_id = p.report_id
),
findings as (
    select 'part_above_whole' as finding, 'error' as severity, report_id, part_metric as metric,
        part as observed, whole as expected, relation as detail
    from related
    where part > whole
    union all
    select 'parts_are_not_the_whole', 'warning', report_id, whole_metric, whole, part + other_part, relation
    from related
    where part + other_part <> whole
    union all
    select 'rate_is_not_the_ratio', 'warning', report_id, rate_metric, rate, 100 * part / whole, relation
    from related
    where whole > 0 and abs(rate - 100 * part / whole) > tolerance + 1e-9
    union all
    select 'of_which_above_whole', 'warning', p.report_id, p.metric, p.value, max(w.value), p.observation_id
    from observation as p
    join observation as w
        on w.report_id = p.report_id and w.start_offset = p.of_which_start and w.metric = p.of_which
    where p.qualifier = 'exact' and w.qualifier = 'exact' and p.unit = w.unit
    group by p.report_id, p.metric, p.value, p.observation_id
    having p.value > max(w.value)
    union all
    select 'differing_values', 'info', report_id, metric, value, null, rule
    from fact_metric
    where is_contested
    union all
    select 'value_out_of_range', 'warning', f.report_id, f.metric, o.value, null, f.observation_id
    from fact_metric as f
    join observation as o on o.observation_id = f.observation_id
    where f.missing_reason = 'out_of_range'
    union all
    select 'years_contradict', 'warning', report_id, null, report_year, null, year_evidence
    from report
    where year_conflict
    union all
    select 'year_from_file_name', 'info', report_id, null, report_year, null, year_evidence
    from report
    where contains(year_evidence, 'file_name:')
    union all
    select 'covers_several_years', 'info', report_id, null, report_year, null, year_evidence
    from report
    where contains(year_evidence, 'span:')
    union all
    select 'published_years_late', 'info', report_id, null, try_cast(left(publish_date, 4) as double), report_year + 1,
        publish_date
    from report
    where try_cast(left(publish_date, 4) as bigint) > report_year + 1
    union all
    select distinct 'declared_code_differs', 'warning', r.report_id, null, null, null, l.declared_code
    from report as r
    join document_location as l on l.document_id = r.document_id
    where l.declared_code <> coalesce(r.jurisdiction_code, '')
    union all
    select 'flagged_by_hand', 'warning', f.report_id, f.metric, f.value, null, c.reason
    from fact_metric as f
    join correction as c on c.correction_id = f.correction_id
    where c.action = 'flag'
    union all
    select 'editions_in_no_order', 'info', report_id, null, edition, null, publish_date
    from report
    where edition_rule = 'same_run'
)
select
    left(md5(concat_ws('|', finding, report_id, metric, observed, expected, detail)), 20) as finding_id,
    *
from findings
order by finding, report_id, finding_id
