-- 所选数字在同级、同年、同口径中的位次 · Where the figures of a choice stand among their peers.
select
    p.jurisdiction_code,
    j.full_name as place,
    p.year,
    p.metric,
    m.name_zh,
    m.name_en,
    p.level,
    p.months_covered,
    p.value,
    f.unit,
    f.qualifier,
    p.peer_count,
    p.percentile,
    p.median_value,
    f.report_id
from mart_peer_percentile as p
join dim_jurisdiction as j on j.jurisdiction_code = p.jurisdiction_code
join dim_metric as m on m.metric = p.metric
join mart_jurisdiction_year as y on y.jurisdiction_code = p.jurisdiction_code and y.year = p.year
join fact_metric as f on f.report_id = y.report_id and f.metric = p.metric
where list_contains($places, p.jurisdiction_code)
    and (len($years) = 0 or list_contains($years, p.year))
    and (len($metrics) = 0 or list_contains($metrics, p.metric))
order by list_position($places, p.jurisdiction_code), p.year desc, m.tier, p.metric
