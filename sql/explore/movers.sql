-- 与上年相比变化最大者，可比者在前 · What moved most against the year before, those that compare first.
select
    y.jurisdiction_code,
    j.full_name as place,
    y.year,
    y.metric,
    m.name_zh,
    m.name_en,
    m.measure,
    y.value_last_year,
    y.value,
    f.unit,
    f.qualifier,
    l.qualifier as qualifier_last_year,
    y.change,
    y.change_rate,
    y.is_comparable,
    y.comparability,
    t.report_id,
    b.report_id as report_id_last_year
from mart_year_on_year as y
join dim_jurisdiction as j on j.jurisdiction_code = y.jurisdiction_code
join dim_metric as m on m.metric = y.metric
join mart_jurisdiction_year as t on t.jurisdiction_code = y.jurisdiction_code and t.year = y.year
join mart_jurisdiction_year as b on b.jurisdiction_code = y.jurisdiction_code and b.year = y.year - 1
join fact_metric as f on f.report_id = t.report_id and f.metric = y.metric
join fact_metric as l on l.report_id = b.report_id and l.metric = y.metric
where (len($places) = 0 or list_contains($places, y.jurisdiction_code))
    and (len($years) = 0 or list_contains($years, y.year))
    and (len($metrics) = 0 or list_contains($metrics, y.metric))
order by
    not y.is_comparable,
    -- A percentage of less than ten cases says little.
    y.value_last_year < 10 and m.measure = 'count',
    abs(y.change_rate) desc nulls last,
    abs(y.change) desc,
    y.jurisdiction_code,
    y.year,
    y.metric
