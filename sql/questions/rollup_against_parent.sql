-- 乡镇之和与上级自报之数相差多少？ · How far is the sum of the towns from the parent's own figure?
-- With few towns reporting, a gap is only what has not been collected.
select
    j.full_name as parent,
    r.year,
    r.metric,
    r.value as sum_of_towns,
    r.reporting_count,
    r.place_count,
    r.own_value,
    r.gap
from mart_rollup as r
join dim_jurisdiction as j on j.jurisdiction_code = r.parent_code
where j.level = 'county' and r.metric in ('administrative_inspection_count', 'fine_amount')
order by parent, r.year, r.metric
