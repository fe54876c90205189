-- 口径可比者中，哪些指标变化最大？ · Which figures moved most, among those whose periods and units compare?
-- A percentage of less than ten cases says little.
select
    j.full_name,
    y.year,
    y.metric,
    y.value_last_year,
    y.value,
    round(y.change_rate, 1) as change_rate
from mart_year_on_year as y
join dim_jurisdiction as j on j.jurisdiction_code = y.jurisdiction_code
where y.is_comparable and y.value_last_year >= 10 and y.change_rate is not null
order by abs(y.change_rate) desc, j.full_name, y.year, y.metric
limit 10
