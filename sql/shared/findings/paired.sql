-- Each current figure with that of the same issuer's year before. Comparable: the same unit, stated totals over as many
-- months, both exact, and no break in meaning between them; else the figure before is empty.
with dated as (
    select f.*, m.measure, m.is_stock, j.level
    from fact_metric as f
    join dim_metric as m on m.metric = f.metric
    left join dim_jurisdiction as j on j.jurisdiction_code = f.jurisdiction_code
    where f.basis = 'stated_total' and f.qualifier = 'exact'
)
select
    t.report_id,
    t.metric,
    t.report_type,
    t.year,
    t.level,
    t.measure,
    t.is_stock,
    t.value,
    l.report_id as report_before,
    case
        when t.unit is not distinct from l.unit
            and t.months_covered is not distinct from l.months_covered
            and b.metric is null then l.value
    end as value_before
from dated as t
join dated as l
    on l.issuer_id = t.issuer_id and l.report_type = t.report_type and l.metric = t.metric and l.year = t.year - 1
left join (
    select distinct b.metric, y.year
    from dim_break as b
    join dim_year as y
        on b.break_date > make_date(y.year - 1, 1, 1) and b.break_date <= make_date(y.year, 12, 31)
) as b on b.metric = t.metric and b.year = t.year
