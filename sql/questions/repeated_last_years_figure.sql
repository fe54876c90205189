-- 谁照抄了上年的数字？ · Who gave last year's figure again?
-- A zero, a full rate or a small number recurs by itself: counts of ten and more only.
select j.full_name, y.year, y.metric, m.name_zh, y.value
from mart_year_on_year as y
join dim_metric as m on m.metric = y.metric
join dim_jurisdiction as j on j.jurisdiction_code = y.jurisdiction_code
where y.is_comparable and y.change = 0 and m.measure in ('count', 'amount') and not m.is_stock and y.value >= 10
order by j.full_name, y.year, y.metric
