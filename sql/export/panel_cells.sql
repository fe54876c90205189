-- Cells of a panel: each place's own government, year and metric. A part alone is no value of the place, and says so.
select
    m.jurisdiction_code,
    m.year,
    k.metric,
    case when f.basis = 'stated_total' then f.value end as value,
    f.basis,
    case when f.basis is not null then f.qualifier end as qualifier,
    case when f.basis is not null then f.months_covered end as months_covered,
    v.missing_reason
from mart_jurisdiction_year as m
cross join dim_metric as k
left join fact_metric as f on f.report_id = m.report_id and f.metric = k.metric
left join missing_value as v on v.report_id = m.report_id and v.metric = k.metric
where k.metric in (select unnest($metrics))
order by m.jurisdiction_code, m.year, k.metric
