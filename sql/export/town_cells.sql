-- Cells of a county's table: each town below $parent, each metric, this year and the year before, with its sentence.
-- A town of an older code list stands there only where it has a report.
with towns as (
    select
        j.jurisdiction_code,
        j.jurisdiction_name,
        j.code_scheme = max(j.code_scheme) over () as is_of_today
    from dim_jurisdiction as j
    where j.level = 'township' and $parent in (j.county_code, j.prefecture_code, j.province_code)
),
years as (
    select unnest([$year, $year - 1]) as year
)
select
    t.jurisdiction_code,
    t.jurisdiction_name,
    y.year,
    k.metric,
    case when f.basis = 'stated_total' then f.value end as value,
    f.upper_bound,
    f.qualifier,
    f.months_covered,
    case when m.report_id is null then 'no_report' else v.missing_reason end as missing_reason,
    c.change,
    c.change_rate,
    c.comparability,
    o.sentence,
    o.start_offset,
    o.end_offset,
    f.rule,
    r.issuer_name,
    r.title,
    r.source_url,
    d.file
from towns as t
cross join years as y
join dim_metric as k on k.metric in (select unnest($metrics))
left join mart_jurisdiction_year as m on m.jurisdiction_code = t.jurisdiction_code and m.year = y.year
left join fact_metric as f on f.report_id = m.report_id and f.metric = k.metric
left join missing_value as v on v.report_id = m.report_id and v.metric = k.metric
left join mart_year_on_year as c
    on c.jurisdiction_code = t.jurisdiction_code and c.year = y.year and c.metric = k.metric
left join observation as o on o.observation_id = f.observation_id and f.basis = 'stated_total'
left join report as r on r.report_id = m.report_id
left join document as d on d.document_id = r.document_id
where t.is_of_today or m.report_id is not null
order by t.jurisdiction_code, y.year desc, k.metric
